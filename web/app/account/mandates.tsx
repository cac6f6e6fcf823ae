import type { Shop } from '@mitchweb/engine/contract'
import { Form } from 'react-router'
import { Button } from '../components/button.tsx'
import { useFormats } from '../language/words.tsx'
import { useAgentWords } from './agent-words.ts'

export type MandateShown = Awaited<ReturnType<Shop['listMandates']>>['mandates'][number]

/** Budgets with what is left of each, its limits, and what was bought with it. */
export const Mandates = ({ mandates }: { mandates: readonly MandateShown[] }) => (
  <ul className="border-t border-line">
    {mandates.map(mandate => (
      <Mandate key={mandate.id} mandate={mandate} />
    ))}
  </ul>
)

function Mandate({ mandate }: { mandate: MandateShown }) {
  const { mandates: words } = useAgentWords()
  const { money } = useFormats()
  const { id, status, currency, remaining, total } = mandate
  const left = words.left(money({ amount: remaining, currency }), money({ amount: total, currency }))
  return (
    <li className="grid gap-3 border-b border-line py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p>
          <strong className="tabular-nums">{left}</strong>{' '}
          <span
            className={`ml-1 rounded-sm px-2 py-0.5 text-sm ${status === 'active' ? 'bg-soft text-good' : 'bg-soft text-quiet'}`}
          >
            {words.status[status]}
          </span>
        </p>
        {status === 'active' && (
          <Form method="post" action="/account/agents">
            <input type="hidden" name="mandate" value={id} />
            <Button aria-label={words.revokeNamed(left)}>{words.revoke}</Button>
          </Form>
        )}
      </div>
      <p className="text-sm text-quiet">{limitsOf(mandate, words.limits, useFormats()).join(' · ')}</p>
      <Uses mandate={mandate} />
    </li>
  )
}

type Limits = ReturnType<typeof useAgentWords>['mandates']['limits']

function limitsOf(mandate: MandateShown, words: Limits, { money, date }: ReturnType<typeof useFormats>): string[] {
  const { currency, per_order, ask_above, categories, expires_at } = mandate
  return [
    ...(per_order === undefined ? [] : [words.perOrder(money({ amount: per_order, currency }))]),
    ...(ask_above === undefined ? [] : [words.askAbove(money({ amount: ask_above, currency }))]),
    ...(categories ? [words.categories(categories.join(', '))] : []),
    words.until(date(expires_at)),
  ]
}

/** What the assistant bought: all that it did with the money. */
function Uses({ mandate: { uses, currency } }: { mandate: MandateShown }) {
  const { mandates: words } = useAgentWords()
  const { money, date } = useFormats()
  if (uses.length === 0) return <p className="text-sm text-quiet">{words.nothing}</p>
  return (
    <div className="text-sm">
      <p className="font-semibold">{words.bought}</p>
      <ul className="grid gap-1">
        {uses.map(({ amount, status, used_at, checkout_id, order_id }) => (
          <li key={checkout_id} className="flex flex-wrap gap-x-4">
            <span className="tabular-nums">{money({ amount, currency })}</span>
            <span className="text-quiet">{`${date(used_at)} · ${words.use[status]}`}</span>
            {order_id && (
              <a href={`/orders/${encodeURIComponent(order_id)}`} className="underline">
                {words.order}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
