import { Panel } from '../components/panel.tsx'
import { Picture } from '../components/picture.tsx'
import { Totals } from '../components/totals.tsx'
import { useFormats } from '../language/words.tsx'
import { useOrderWords } from './order-words.ts'
import type { ShownOrder } from './shown-order.server.ts'

/** What was bought, what it came to and what paid for it. */
export function Bought({ order }: { order: ShownOrder }) {
  const words = useOrderWords()
  const { money } = useFormats()
  return (
    <Panel title={words.bought}>
      <ul className="grid gap-4">
        {order.lines.map(line => (
          <Line key={line.id} line={line} currency={order.currency} />
        ))}
      </ul>
      <Totals totals={order.totals} currency={order.currency} />
      {order.payments.length > 0 && (
        <dl className="grid gap-1 text-sm text-quiet">
          {order.payments.map(({ type, amount }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two payments of a kind have no other name
            <div key={index} className="flex justify-between gap-4 tabular-nums">
              <dt>{words.paidBy(words.ways[type] ?? type)}</dt>
              <dd className="whitespace-nowrap">{money({ amount, currency: order.currency })}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  )
}

function Line({ line, currency }: { line: ShownOrder['lines'][number]; currency: string }) {
  const words = useOrderWords()
  const { money } = useFormats()
  const notes = [
    `${line.quantity} × ${money({ amount: line.price, currency })}`,
    words.lineStates[line.status],
    line.expected && words.expectedOn(line.expected),
    ...line.parts.map(part => words.partsEach(part.quantity, part.title)),
  ]
  return (
    <li className="grid grid-cols-[4rem_1fr_auto] gap-x-3">
      <Picture
        picture={line.picture ? { url: line.picture, alt: '' } : undefined}
        sizes="4rem"
        className="aspect-square w-16"
      />
      <div className="min-w-0">
        <p className="font-medium leading-snug">{line.title}</p>
        <p className="text-sm text-quiet">{notes.filter(Boolean).join(' · ')}</p>
      </div>
      <p className="font-medium tabular-nums">{money({ amount: line.amount, currency })}</p>
    </li>
  )
}
