import { useId } from 'react'
import { useFormats, useWords } from '../language/words.tsx'
import type { ShownEstimate } from './estimate.server.ts'

/** What delivery costs and when it comes, before anybody has to say where they live. */
export function Estimate({ estimate: { country, ways, pickup } }: { estimate: ShownEstimate }) {
  const words = useWords()
  const { money } = useFormats()
  const id = useId()
  return (
    <section aria-labelledby={id} className="border-t border-line pt-5 text-sm">
      <h2 id={id} className="mb-2 text-sm font-semibold">
        {words.deliveryTo(country)}
      </h2>
      <ul className="grid gap-2">
        {ways.map(({ id: way, title, arrival, price }) => (
          <li key={way} className="flex justify-between gap-4">
            <span>
              {title} <span className="block text-quiet">{arrival}</span>
            </span>
            <span className="tabular-nums">{price.amount === 0 ? words.free : money(price)}</span>
          </li>
        ))}
        {pickup && (
          <li>
            {words.fetchIt} <span className="text-quiet">{pickup}</span>
          </li>
        )}
      </ul>
    </section>
  )
}
