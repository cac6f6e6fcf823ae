import { useFetcher } from 'react-router'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { Picture } from '../components/picture.tsx'
import { useFormats, useWords } from '../language/words.tsx'
import type { Cart } from '../routes/cart.tsx'
import { Answered } from '../waiting/answered.tsx'
import type { CartAnswer } from './change-cart.server.ts'

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
  const fetcher = useFetcher<CartAnswer>()
  const asked = fetcher.formData?.get('quantity')
  const isGoing = asked === '0'
  const total = line.totals.find(({ type }) => type === 'total')?.amount ?? 0
  const isOpen = fetcher.state !== 'idle'
  return (
    <li hidden={isGoing} className="grid grid-cols-[5rem_1fr_auto] gap-4 border-b border-line py-5">
      <Picture
        picture={line.item.image_url ? { url: line.item.image_url, alt: '' } : undefined}
        className="aspect-square w-20"
      />
      <div className="min-w-0">
        <p className="font-medium">{line.item.title}</p>
        <p className="mb-3 text-sm text-quiet">
          {money({ amount: line.item.price, currency })}
          {line.item.price_reason && ` · ${line.item.price_reason}`}
        </p>
        {fetcher.data?.refused && (
          <Answered answer={fetcher.data}>
            <Notice kind="bad">{fetcher.data.refused}</Notice>
          </Answered>
        )}
        <div className="flex flex-wrap items-end gap-4">
          <fetcher.Form method="post" className="flex items-end gap-2">
            <input type="hidden" name="line" value={line.id} />
            <div className="w-20">
              <Field
                key={line.quantity}
                label={words.quantity}
                isHidden
                name="quantity"
                type="number"
                min={1}
                max={999}
                defaultValue={asked ? String(asked) : line.quantity}
              />
            </div>
            <Button>{words.updateQuantity}</Button>
          </fetcher.Form>
          <fetcher.Form method="post">
            <input type="hidden" name="line" value={line.id} />
            <input type="hidden" name="quantity" value="0" />
            <Button weight="quiet" aria-label={words.removeNamed(line.item.title)}>
              {words.remove}
            </Button>
          </fetcher.Form>
        </div>
      </div>
      <p aria-busy={isOpen} className={`font-semibold tabular-nums ${isOpen ? 'opacity-40' : ''}`}>
        {money({ amount: total, currency })}
      </p>
    </li>
  )
}
