import { useEffect } from 'react'
import { Link, useRevalidator } from 'react-router'
import { Button, buttonLook } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { Panel } from '../components/panel.tsx'
import { useFormats, useWords } from '../language/words.tsx'
import type { CheckoutPage } from '../routes/checkout.tsx'
import { useCheckoutWords } from './checkout-words.ts'
import type { ShownCheckout } from './shown-checkout.server.ts'
import { StepForm } from './step-form.tsx'

type Shown = { readonly checkout: ShownCheckout }
type Money = { readonly amount: number; readonly currency: string }

/** What a checkout shows that is paid, is being paid, or is over. */
export default function AfterPaying({ page: { checkout, wanted } }: { page: CheckoutPage }) {
  if (wanted.bank) return <DemoBank checkout={checkout} bank={wanted.bank} />
  if (wanted.atProvider) return <AtProvider checkout={checkout} />
  if (checkout.status === 'completed') return <Ordered checkout={checkout} />
  if (checkout.status === 'canceled') return <Closed checkout={checkout} />
  return <UnderWay checkout={checkout} />
}

/** The bank of the demo shop asks its customer. */
function DemoBank({ checkout, bank }: Shown & { bank: Money }) {
  const words = useCheckoutWords()
  const { money } = useFormats()
  return (
    <Panel title={words.bankAsks}>
      <p className="text-lg">{words.mayTheShop(money(bank))}</p>
      <StepForm checkout={checkout.id} step="decision" className="flex flex-wrap gap-3">
        <Button weight="strong" name="decision" value="approve">
          {words.approve(money(bank))}
        </Button>
        <Button name="decision" value="refuse">
          {words.refusePayment}
        </Button>
      </StepForm>
      <p className="text-sm text-quiet">{words.demoBankText}</p>
    </Panel>
  )
}

/** A link, not a form: a form may lead to no other site. */
function AtProvider({ checkout }: Shown) {
  const words = useCheckoutWords()
  const { money } = useFormats()
  return (
    <Panel title={words.payment}>
      <p>{words.atProvider(money(checkout.remaining))}</p>
      <a
        href={`/checkout/${encodeURIComponent(checkout.id)}/confirm`}
        className={`${buttonLook('strong')} justify-self-start`}
      >
        {words.goToProvider}
      </a>
    </Panel>
  )
}

const lookAgainMs = 2_000

/** The provider has not answered. The page asks again by itself; without scripts the browser does. */
function UnderWay({ checkout }: Shown) {
  const words = useCheckoutWords()
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (state !== 'idle') return
    const timer = setTimeout(revalidate, lookAgainMs)
    return () => clearTimeout(timer)
  }, [revalidate, state])
  return (
    <Panel title={words.oneMoment}>
      <p role="status">{words.underWayText}</p>
      <noscript>
        <meta httpEquiv="refresh" content="3" />
        <a href={`/checkout/${encodeURIComponent(checkout.id)}`}>{words.lookAgain}</a>
      </noscript>
    </Panel>
  )
}

function Ordered({ checkout: { order, buyer } }: Shown) {
  const words = useCheckoutWords()
  return (
    <>
      {order && <Notice kind="good">{words.placed(order.label)}</Notice>}
      <Panel title={words.whatNow}>
        <p>
          {buyer?.email ? words.goesTo(buyer.email) : words.keepAddress} {words.onOrderPage}
        </p>
        {order?.href && (
          <Link to={order.href} className={`${buttonLook('strong')} justify-self-start`}>
            {words.seeOrder}
          </Link>
        )}
      </Panel>
    </>
  )
}

/** What became of money that came all the same stands above, as the shop says it. */
function Closed({ checkout: { messages } }: Shown) {
  const words = useCheckoutWords()
  const cameMoney = messages.some(({ code }) => code === 'payment_failed')
  const { keepShopping } = useWords()
  return (
    <>
      <Notice kind="plain">{cameMoney ? words.closedAfterMoney : words.closedText}</Notice>
      <p className="mb-6">{words.closedMore}</p>
      <Link to="/search" className={buttonLook('strong')}>
        {keepShopping}
      </Link>
    </>
  )
}
