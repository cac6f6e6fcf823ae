import { useNavigation } from 'react-router'
import { Button } from '../components/button.tsx'
import { Panel } from '../components/panel.tsx'
import { RadioCard } from '../components/radio-card.tsx'
import { useFormats } from '../language/words.tsx'
import { useCheckoutWords } from './checkout-words.ts'
import { GiftCards } from './gift-cards.tsx'
import type { ShownCheckout } from './shown-checkout.server.ts'
import { StepForm } from './step-form.tsx'

type Shown = { readonly checkout: ShownCheckout; readonly paymentKey: string }

/** Gift cards, the way to pay the rest, and the button, which pays the total that stands on the page or nothing. */
export function Payment({ checkout, paymentKey }: Shown) {
  const words = useCheckoutWords()
  const { ways, remaining, total, id } = checkout
  const needsWay = remaining.amount > 0
  const canPay = !needsWay || ways.tokens !== undefined || ways.hasPage
  return (
    <Panel title={words.payment}>
      <GiftCards checkout={checkout} />
      {canPay ? (
        <StepForm checkout={id} step="pay" className="grid gap-4">
          <input type="hidden" name="expected_total" value={total} />
          <input type="hidden" name="key" value={paymentKey} />
          {needsWay &&
            (ways.tokens ? <DemoWays tokens={ways.tokens} /> : <input type="hidden" name="way" value="hosted_page" />)}
          <PayButton checkout={checkout} />
        </StepForm>
      ) : (
        <p>{words.noWayToPay}</p>
      )}
    </Panel>
  )
}

function DemoWays({ tokens }: { tokens: Readonly<Record<string, string>> }) {
  const words = useCheckoutWords()
  return (
    <fieldset>
      <legend className="mb-3 text-sm text-quiet">{words.demoShop}</legend>
      <div className="overflow-hidden rounded-sm border border-line">
        {Object.entries(tokens).map(([token, told], index) => {
          const [title, note] = words.demoWays[token] ?? [token, told]
          return <RadioCard key={token} name="token" value={token} isChosen={index === 0} title={title} note={note} />
        })}
      </div>
    </fieldset>
  )
}

/** While anything on the page is being sent, its total may be about to change, and nobody pays twice. */
function PayButton({ checkout: { remaining, ways } }: { checkout: ShownCheckout }) {
  const words = useCheckoutWords()
  const { money } = useFormats()
  const isSending = useNavigation().state !== 'idle'
  const amount = money(remaining)
  const text = remaining.amount === 0 ? words.placeOrder : ways.tokens ? words.payNow(amount) : words.goOnToPay(amount)
  return (
    <Button weight="strong" disabled={isSending} className="w-full text-lg sm:w-auto sm:justify-self-start">
      {isSending ? words.oneMoment : text}
    </Button>
  )
}
