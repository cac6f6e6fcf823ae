import type { Total } from '@mitchweb/engine/contract'
import { useFormats } from '../language/words.tsx'

/** The sums, as the shop words them. */
export function Totals({ totals, currency }: { totals: readonly Total[]; currency: string }) {
  const { money } = useFormats()
  return (
    <dl className="grid gap-2">
      {totals.map(({ type, display_text, amount, lines = [] }) => (
        <div
          key={`${type} ${display_text}`}
          className={type === 'total' ? 'border-t border-line pt-3 text-lg font-bold' : ''}
        >
          <Sum text={display_text ?? type} amount={money({ amount, currency })} />
          {lines.map(line => (
            <Sum
              key={line.display_text}
              isPart
              text={line.display_text}
              amount={money({ amount: line.amount, currency })}
            />
          ))}
        </div>
      ))}
    </dl>
  )
}

const Sum = ({ text, amount, isPart }: { text: string; amount: string; isPart?: boolean }) => (
  <div className={`flex justify-between gap-4 tabular-nums ${isPart ? 'pl-4 text-sm font-normal text-quiet' : ''}`}>
    <dt>{text}</dt>
    <dd>{amount}</dd>
  </div>
)
