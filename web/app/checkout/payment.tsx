import { Panel } from '../components/panel.tsx'
import { useCheckoutWords } from './checkout-words.ts'
import { GiftCards } from './gift-cards.tsx'
import { PayForm } from './pay-form.tsx'
import type { ShownCheckout } from './shown-checkout.server.ts'

type Shown = { readonly checkout: ShownCheckout; readonly paymentKey: string }

/** Gift cards, the way to pay the rest, and the button, which pays the total that stands on the page or nothing. */
export function Payment({ checkout, paymentKey }: Shown) {
  const words = useCheckoutWords()
  const { ways, remaining } = checkout
  const canPay = remaining.amount === 0 || ways.saved.length > 0 || ways.tokens !== undefined || ways.hasPage
  return (
    <Panel title={words.payment}>
      <GiftCards checkout={checkout} />
      {canPay ? <PayForm checkout={checkout} paymentKey={paymentKey} /> : <p>{words.noWayToPay}</p>}
    </Panel>
  )
}
