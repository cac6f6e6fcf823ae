import { randomUUID } from 'node:crypto'
import { lazy, Suspense } from 'react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, useActionData } from 'react-router'
import { countriesIn } from '../address/countries.server.ts'
import { checkoutWordsIn, useCheckoutWords } from '../checkout/checkout-words.ts'
import { Messages } from '../checkout/messages.tsx'
import { OpenCheckout } from '../checkout/open-checkout.tsx'
import { isContactComplete, shownCheckout } from '../checkout/shown-checkout.server.ts'
import { Summary } from '../checkout/summary.tsx'
import { type StepAnswer, takeStep } from '../checkout/take-step.server.ts'
import { wantedOf } from '../checkout/under-way.server.ts'
import { Notice } from '../components/notice.tsx'
import type { CheckoutWords } from '../language/words-checkout-en.ts'
import { asked } from '../visit/answers.server.ts'
import { cartCookie } from '../visit/cookies.server.ts'
import { unlistedMeta } from '../visit/meta.ts'
import { privately } from '../visit/private-page.ts'
import { rootIn } from '../visit/root-data.ts'
import { visitorOf } from '../visit/visitor.server.ts'
import { reaching } from '../waiting/reaching.ts'

export { MissingCheckout as ErrorBoundary } from '../checkout/missing-checkout.tsx'

/** Where a person reviews and pays, whatever state the checkout is in and whoever prepared it. */
export async function loader(request: LoaderFunctionArgs) {
  const { shop, payments, choice, publicUrl, isSignedIn } = await visitorOf(request)
  const view = await asked(shop.getCheckout({ id: String(request.params.id) }))
  const isChanging = request.url.searchParams.get('change') === 'contact'
  return {
    checkout: shownCheckout({ view, language: choice.language, publicUrl, isSignedIn }),
    wanted: await wantedOf(payments, view),
    // A visitor's own checkout begins with the cart that their browser knows.
    isPrepared: view.cart_id === undefined || view.cart_id !== cartCookie.read(request.request),
    // They are needed, and sent, only where an address is typed.
    countries: isChanging || !isContactComplete(view) ? countriesIn(choice.language) : undefined,
    paymentKey: randomUUID(),
  }
}

export const action = async (request: ActionFunctionArgs) => await takeStep(request)

export const clientAction = reaching

export const headers = privately

export const meta: MetaFunction<typeof loader> = ({ matches, loaderData }) => {
  const root = rootIn(matches)
  const words = checkoutWordsIn(root?.choice.language ?? 'en')
  const title = loaderData ? titleOf(loaderData, words) : words.missing
  return unlistedMeta(root, title)
}

export type CheckoutPage = Awaited<ReturnType<typeof loader>>

function titleOf({ checkout: { status }, wanted }: CheckoutPage, words: CheckoutWords): string {
  if (wanted.bank || wanted.atProvider) return words.confirmPayment
  if (status === 'completed') return words.thanks
  if (status === 'canceled') return words.closed
  return status === 'complete_in_progress' ? words.underWay : words.checkout
}

export default function Checkout({ loaderData: page }: { loaderData: CheckoutPage }) {
  const words = useCheckoutWords()
  const answer = useActionData<StepAnswer>()
  const { checkout } = page
  return (
    <>
      <h1 className="mb-6">{titleOf(page, words)}</h1>
      {isOpen(page) && <Prepared page={page} />}
      <Messages checkout={checkout} answer={answer} />
      <div className="grid gap-6 lg:grid-cols-[1fr_22rem] lg:gap-8">
        {isOpen(page) && <Summary checkout={checkout} canChange />}
        <div className="min-w-0 lg:col-start-1 lg:row-start-1">
          {isOpen(page) ? (
            <OpenCheckout page={page} answer={answer} />
          ) : (
            <Suspense>
              <AfterPaying page={page} />
            </Suspense>
          )}
        </div>
        {!isOpen(page) && <Summary checkout={checkout} canChange={false} />}
      </div>
    </>
  )
}

/** What an assistant is called is told by itself, so it stands here in quotation marks. */
function Prepared({ page: { isPrepared, checkout } }: { page: CheckoutPage }) {
  const words = useCheckoutWords()
  const { preparedBy: by } = checkout
  if (!by) return isPrepared && <Notice kind="plain">{words.prepared}</Notice>
  return <Notice kind="plain">{by.connected ? words.preparedBy(by.name) : words.preparedByStranger(by.name)}</Notice>
}

/** While it is open, what is bought comes before the button that pays it, for whoever reads the page from top to bottom. */
const isOpen = ({ checkout: { status }, wanted }: CheckoutPage): boolean =>
  !wanted.bank && !wanted.atProvider && !['completed', 'canceled', 'complete_in_progress'].includes(status)

/** Who has yet to pay is not sent what is shown after that. */
const AfterPaying = lazy(() => import('../checkout/after-paying.tsx'))
