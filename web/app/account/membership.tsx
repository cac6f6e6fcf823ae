import type { Shop } from '@mitchweb/engine/contract'
import { useFormats } from '../language/words.tsx'
import { Card } from './card.tsx'
import { useAccountWords } from './words.ts'

type Loyalty = NonNullable<Awaited<ReturnType<Shop['getProfile']>>['loyalty']>

/** The groups that somebody is in by what they bought, and what the shop says is missing to the next. */
export function Membership({ loyalty: { groups, next } }: { loyalty: Loyalty }) {
  const words = useAccountWords()
  const { date } = useFormats()
  if (groups.length === 0 && !next) return null
  return (
    <Card title={words.membership}>
      {groups.length > 0 && (
        <ul className="grid gap-2">
          {groups.map(({ name, until }) => (
            <li key={name}>
              <strong>{name}</strong>
              {until && <span className="text-quiet"> {words.until(date(until))}</span>}
            </li>
          ))}
        </ul>
      )}
      {next && (
        <p>
          <strong>{words.nextGroup(next.name)}</strong> <span className="text-quiet">{next.content}</span>
        </p>
      )}
    </Card>
  )
}
