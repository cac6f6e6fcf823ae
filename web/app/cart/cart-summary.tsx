import { Form, useFetcher, useFetchers } from 'react-router'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { useFormats, useWords } from '../language/words.tsx'
import type { Cart } from '../routes/cart.tsx'
import type { CartAnswer } from './change-cart.server.ts'
import { Refused } from './refused.tsx'
import { useAnswer } from './use-answer.ts'

/** The sums, as the shop words them, and the way on. */
export function CartSummary({ cart }: { cart: Cart }) {
  const words = useWords()
  const { money } = useFormats()
  const fetcher = useFetcher<CartAnswer>()
  const answer = useAnswer(fetcher)
  const isChanging = useFetchers().some(({ state }) => state !== 'idle')
  return (
    <aside className="grid content-start gap-5 rounded-md bg-card p-6 md:sticky md:top-6 md:self-start">
      <dl aria-busy={isChanging} className={`grid gap-2 ${isChanging ? 'opacity-40' : ''}`}>
        {cart.totals.map(({ type, display_text, amount }) => (
          <div
            key={`${type} ${display_text}`}
            className={`flex justify-between gap-4 tabular-nums ${type === 'total' ? 'border-t border-line pt-3 text-lg font-bold' : ''}`}
          >
            <dt>{display_text ?? type}</dt>
            <dd className="whitespace-nowrap">{money({ amount, currency: cart.currency })}</dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-quiet">{words.estimate}</p>
      <Form method="post" action="/cart">
        <Button weight="strong" name="intent" value="checkout" disabled={isChanging} className="w-full">
          {words.toCheckout}
        </Button>
      </Form>
      <fetcher.Form method="post" action="/cart" className="grid grid-cols-[1fr_auto] items-end gap-2">
        <Field label={words.code} name="code" maxLength={50} autoComplete="off" key={cart.codes.join()} />
        <Button name="intent" value="code">
          {words.useCode}
        </Button>
      </fetcher.Form>
      <Refused answer={answer} />
      {cart.codes.map(code => (
        <fetcher.Form key={code} method="post" action="/cart" className="flex items-center justify-between">
          <span className="font-semibold">{code}</span>
          <input type="hidden" name="without" value={code} />
          <Button weight="quiet" name="intent" value="code" aria-label={words.removeNamed(code)}>
            {words.remove}
          </Button>
        </fetcher.Form>
      ))}
    </aside>
  )
}
