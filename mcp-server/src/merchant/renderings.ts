import type { OperationName, OrderView, OutputOf } from '@mitchweb/engine/contract'
import { cleaned, shortened } from '../clean-text.ts'
import { leanViews } from '../lean-views.ts'
import type { Rendering } from '../renderings.ts'
import { moneyText } from '../text/money-text.ts'
import { orderText } from '../text/order-text.ts'
import { ordersText } from '../text/orders-text.ts'
import { foundText } from '../text/product-text.ts'
import { dataNotice, linesOf, quoted } from '../text/shared-text.ts'

/** Both renderings of an answer to staff, from the same cleaned and bounded view. */
export function merchantRendering(name: OperationName, answer: unknown): Rendering {
  const lean = name === 'search_catalog' ? leanViews.search_catalog(answer as OutputOf<'search_catalog'>) : answer
  const view = bounded(cleaned(lean)) as Record<string, unknown>
  return { text: textOf(name, view), structured: view }
}

function textOf(name: OperationName, view: Record<string, unknown>): string {
  if (name === 'search_catalog') return foundText(view as never)
  if (name === 'find_orders') return foundOrdersText(view as never)
  return orderOperations.has(name) ? orderText(view as unknown as OrderView) : outlineText(view)
}

const orderOperations: ReadonlySet<string> = new Set([
  'get_order',
  'fulfill_order',
  'refund_order',
  'cancel_order',
  'receive_return',
  'refuse_return',
])

function foundOrdersText({ orders, pagination }: OutputOf<'find_orders'>): string {
  const buyers = orders.flatMap(({ label, customer }) =>
    customer ? `Buyer of ${quoted(label)}: ${Object.values(customer).map(quoted).join(', ')}` : [],
  )
  const next = orders.length === 0 ? [] : [{ operation: 'get_order', description: 'Shows one of them whole.' }]
  return linesOf(ordersText({ orders, pagination, next_actions: next } as never), buyers)
}

/** A line for each part of an answer; what is within one stands as JSON, in which no text can pass for a line of ours. */
export const outlineText = (view: Readonly<Record<string, unknown>>): string =>
  linesOf(
    dataNotice,
    Object.entries(view).flatMap(([name, part]) =>
      Array.isArray(part) && part.some(item => typeof item === 'object')
        ? [`${name}:`, ...part.map(item => `- ${written(item)}`)]
        : `${name}: ${written(part)}`,
    ),
  )

/** As JSON, with sums as people read them. */
const written = (value: unknown): string => JSON.stringify(value, (_, part) => (isSum(part) ? sumText(part) : part))

type Sum = { readonly amount: number; readonly currency: string }

const isSum = (value: unknown): value is Sum => {
  const { amount, currency } = (value ?? {}) as Partial<Sum>
  return typeof amount === 'number' && typeof currency === 'string'
}

const sumText = ({ amount, currency, ...rest }: Sum): unknown => {
  const text = moneyText(amount, currency)
  return Object.keys(rest).length === 0 ? text : { ...rest, amount: text }
}

const mostItems = 50
const mostCharacters = 400

/** Long texts and lists as far as a model needs them; addresses and ids stay whole, or they would not work. */
function bounded(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return /(^|_)(id|url|cursor)$/.test(name) ? value : shortened(value, mostCharacters)
  if (Array.isArray(value)) return value.slice(0, mostItems).map(item => bounded(item, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, bounded(part, key)]))
}
