import { type FormEvent, type ReactNode, useState } from 'react'
import { Form } from 'react-router'
import { Button } from '../components/button.tsx'
import { Picture } from '../components/picture.tsx'
import { useFormats, useWords } from '../language/words.tsx'
import type { Cart } from '../routes/cart.tsx'
import { Refused } from './refused.tsx'
import { most, useQuantity } from './use-quantity.ts'

export const CartLines = ({ cart }: { cart: Cart }) => (
  <ul className="border-t border-line">
    {cart.lines.map(line => (
      <CartLine key={line.id} line={line} currency={cart.currency} />
    ))}
  </ul>
)

type Line = Cart['lines'][number]

/** A line shows at once what was asked of it, and goes back where the shop refuses. Only the shop says what it costs. */
function CartLine({ line, currency }: { line: Line; currency: string }) {
  const words = useWords()
  const { money } = useFormats()
  const { shown, isOpen, answer, want } = useQuantity(line)
  const { title } = line.item
  const remove = () => {
    want(0)
    // The button that has the focus goes with its line.
    document.querySelector('main')?.focus({ preventScroll: true })
  }
  const total = line.totals.find(({ type }) => type === 'total')?.amount ?? 0
  return (
    <li
      hidden={shown === 0}
      className="grid grid-cols-[5rem_1fr_auto] gap-x-4 gap-y-3 border-b border-line py-5 sm:grid-cols-[6rem_1fr_auto]"
    >
      <Picture
        picture={line.item.image_url ? { url: line.item.image_url, alt: '' } : undefined}
        sizes="6rem"
        className="row-span-2 aspect-[4/5] w-full self-start"
      />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {(line.quantity > 1 || line.item.price_reason) && (
          <p className="text-sm text-quiet">
            {words.each(money({ amount: line.item.price, currency }))}
            {line.item.price_reason && ` · ${line.item.price_reason}`}
          </p>
        )}
        <Refused answer={answer} />
      </div>
      <p aria-busy={isOpen} className={`text-right font-semibold tabular-nums ${isOpen ? 'opacity-40' : ''}`}>
        {money({ amount: total, currency })}
      </p>
      <div className="col-span-2 col-start-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex rounded-sm border border-line bg-card">
          <Step line={line} to={Math.max(shown - 1, 1)} label={words.fewerOf(title)} onStep={want}>
            −
          </Step>
          <Quantity key={line.quantity} line={line} shown={shown} onChange={want} />
          <Step line={line} to={Math.min(shown + 1, most)} label={words.moreOf(title)} onStep={want}>
            +
          </Step>
        </div>
        <LineForm line={line} onSend={remove}>
          <input type="hidden" name="quantity" value="0" />
          <Button weight="quiet" aria-label={words.removeNamed(title)}>
            {words.remove}
          </Button>
        </LineForm>
      </div>
    </li>
  )
}

type Sent = { readonly line: Line; readonly onSend: () => void; readonly children: ReactNode }

/** Without scripts it is sent as it is, and the shop answers with the page anew. */
function LineForm({ line, onSend, children }: Sent) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSend()
  }
  return (
    <Form method="post" action="/cart" onSubmit={send} className="flex">
      <input type="hidden" name="line" value={line.id} />
      {children}
    </Form>
  )
}

type Stepped = {
  readonly line: Line
  readonly to: number
  readonly label: string
  readonly onStep: (quantity: number) => void
  readonly children: string
}

const Step = ({ line, to, label, onStep, children }: Stepped) => (
  <LineForm line={line} onSend={() => onStep(to)}>
    <button type="submit" name="quantity" value={to} aria-label={label} className="size-11 text-lg hover:bg-soft">
      {children}
    </button>
  </LineForm>
)

type Counted = { readonly line: Line; readonly shown: number; readonly onChange: (quantity: number) => void }

function Quantity({ line, shown, onChange }: Counted) {
  const words = useWords()
  const [typed, setTyped] = useState<string>()
  const take = () => {
    const quantity = Number(typed)
    if (typed && Number.isInteger(quantity) && quantity > 0) onChange(quantity)
    setTyped(undefined)
  }
  return (
    <LineForm line={line} onSend={take}>
      <input
        name="quantity"
        inputMode="numeric"
        aria-label={words.quantityOf(line.item.title)}
        value={typed ?? shown}
        onChange={event => setTyped(event.target.value)}
        onBlur={take}
        maxLength={3}
        className="h-11 w-12 border-x border-line bg-transparent text-center tabular-nums"
      />
      <noscript>
        <Button>{words.updateQuantity}</Button>
      </noscript>
    </LineForm>
  )
}
