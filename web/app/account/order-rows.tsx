import type { Shop } from '@mitchweb/engine/contract'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useFormats } from '../language/words.tsx'
import { useAccountWords } from './words.ts'

type Order = Awaited<ReturnType<Shop['listOrders']>>['orders'][number]

/** What a list shows of an order: no more of it is sent to a browser. */
export const orderRow = ({ id, label, placed_at, status, total, currency, items, item_count }: Order) => ({
  id,
  label,
  placedAt: placed_at,
  status,
  total: { amount: total, currency },
  titles: items.map(({ title }) => title).slice(0, 3),
  itemCount: item_count,
})
export type OrderRow = ReturnType<typeof orderRow>

type Shown = { readonly rows: readonly OrderRow[]; readonly children?: (row: OrderRow) => ReactNode }

export function OrderRows({ rows, children }: Shown) {
  const words = useAccountWords()
  const { money, date } = useFormats()
  if (rows.length === 0) return <p className="text-quiet">{words.noOrders}</p>
  return (
    <ul className="border-t border-line">
      {rows.map(row => (
        <li
          key={row.id}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-4"
        >
          <div className="min-w-0">
            <Link to={`/orders/${encodeURIComponent(row.id)}`} reloadDocument className="font-semibold underline">
              {words.order(row.label)}
            </Link>
            <p className="text-sm text-quiet">
              {`${date(row.placedAt)} · ${words.items(row.itemCount)} · ${words.orderStatus[row.status]}`}
            </p>
            <p className="text-sm text-quiet">{row.titles.join(', ')}</p>
          </div>
          <div className="flex items-center gap-5">
            <span className="font-semibold tabular-nums">{money(row.total)}</span>
            {children?.(row)}
          </div>
        </li>
      ))}
    </ul>
  )
}
