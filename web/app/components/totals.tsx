import type { Total } from '@mitchweb/engine/contract'
import { Fragment } from 'react'
import { useFormats } from '../language/words.tsx'

/** The sums, as the shop words them, each with what it is made of. */
export function Totals({ totals, currency }: { totals: readonly Total[]; currency: string }) {
  const { money } = useFormats()
  return (
    <dl className="grid gap-2">
      {totals.map(({ type, display_text, amount, lines = [] }) => (
        <Fragment key={`${type} ${display_text}`}>
          <Sum
            text={display_text ?? type}
            amount={money({ amount, currency })}
            look={type === 'total' ? 'border-t border-line pt-3 text-lg font-bold' : ''}
          />
          {lines.map(line => (
            <Sum
              key={line.display_text}
              text={line.display_text}
              amount={money({ amount: line.amount, currency })}
              look="-mt-1 pl-4 text-sm text-quiet"
            />
          ))}
        </Fragment>
      ))}
    </dl>
  )
}

const Sum = ({ text, amount, look }: { text: string; amount: string; look: string }) => (
  <div className={`flex justify-between gap-4 tabular-nums ${look}`}>
    <dt>{text}</dt>
    <dd className="whitespace-nowrap">{amount}</dd>
  </div>
)
