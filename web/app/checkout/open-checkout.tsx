import { Link } from 'react-router'
import { Button } from '../components/button.tsx'
import { Panel } from '../components/panel.tsx'
import { useRoot } from '../root.tsx'
import type { CheckoutPage } from '../routes/checkout.tsx'
import { useCheckoutWords } from './checkout-words.ts'
import { Contact } from './contact.tsx'
import { Delivery, Method, PickupPoints } from './delivery.tsx'
import { Payment } from './payment.tsx'
import { StepForm } from './step-form.tsx'
import type { StepAnswer } from './take-step.server.ts'

type Shown = { readonly page: CheckoutPage; readonly answer: StepAnswer | undefined }

/** All that a person decides, on one page, in the order in which one follows from the other. */
export function OpenCheckout({ page: { checkout, countries, paymentKey }, answer }: Shown) {
  const words = useCheckoutWords()
  const isReady = checkout.status === 'ready_for_complete' || checkout.status === 'requires_escalation'
  return (
    <div className="grid gap-4">
      <Method checkout={checkout} />
      <Contact checkout={checkout} countries={countries} typed={answer?.typed} />
      <PickupPoints checkout={checkout} />
      <Delivery checkout={checkout} />
      {isReady && !countries ? (
        <Payment checkout={checkout} paymentKey={paymentKey} />
      ) : (
        <Panel title={words.payment}>
          <p className="text-quiet">{isReady ? words.saveFirst : words.later}</p>
        </Panel>
      )}
      <Conditions page={{ checkout }} />
    </div>
  )
}

function Conditions({ page: { checkout } }: { page: Pick<CheckoutPage, 'checkout'> }) {
  const words = useCheckoutWords()
  return (
    <div className="grid gap-3 px-4 pt-2 text-sm text-quiet sm:px-6">
      <Links checkout={checkout} />
      <p>{words.keptUntil(checkout.keptUntil)}</p>
      <StepForm checkout={checkout.id} step="cancel">
        <p>{words.refuseText}</p>
        <Button weight="quiet">{words.refuse}</Button>
      </StepForm>
    </div>
  )
}

/** What the merchant has not written yet leads nowhere, and is left out. */
function Links({ checkout: { links } }: Pick<CheckoutPage, 'checkout'>) {
  const words = useCheckoutWords()
  const written = useRoot()?.policies.map(({ path }) => path) ?? []
  const shown = links.filter(({ href }) => written.includes(href))
  if (shown.length === 0) return null
  return (
    <nav aria-label={words.policies} className="flex flex-wrap gap-x-5 gap-y-2">
      {shown.map(({ href, title, type }) => (
        <Link key={href} to={href} className="underline underline-offset-4 hover:text-ink">
          {title ?? words.linkTitles[type] ?? type}
        </Link>
      ))}
    </nav>
  )
}
