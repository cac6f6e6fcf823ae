import { Panel } from '../components/panel.tsx'
import { useFormats } from '../language/words.tsx'
import { useOrderWords } from './order-words.ts'
import type { ShownOrder } from './shown-order.server.ts'

type Shown = { readonly order: ShownOrder }

/** What has come of it since: money that went back, and what comes back for it. */
export function Changes({ order: { changes, currency } }: Shown) {
  const words = useOrderWords()
  const { money } = useFormats()
  if (changes.length === 0) return null
  return (
    <Panel title={words.changes}>
      <ol className="grid gap-4">
        {changes.map(({ id, type, at, status, amount, description }) => (
          <li key={id}>
            <p className="font-medium">
              {words.changeTypes[type] ?? type}
              {amount !== undefined && ` ${money({ amount, currency })}`}
            </p>
            <p className="text-sm text-quiet">
              {at} · {words.changeStates[status]}
            </p>
            {description && <p>{description}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

export function Returns({ order: { returns, currency } }: Shown) {
  const words = useOrderWords()
  const { money } = useFormats()
  if (returns.length === 0) return null
  return (
    <Panel title={words.returns}>
      <ol className="grid gap-4">
        {returns.map(({ id, at, status, contents, refund, refusal }) => (
          <li key={id}>
            <p className="font-medium">{contents}</p>
            <p className="text-sm text-quiet">
              {at} · {words.returnStates[status]}
            </p>
            {refund !== undefined && <p>{words.refundOf(money({ amount: refund, currency }))}</p>}
            {refusal && <p>{refusal}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
