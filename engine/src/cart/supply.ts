import {
  type Availability,
  type BundlePart,
  bundleAvailability,
  shortagesOf,
  soldOut,
  type Wanted,
} from '../inventory/index.ts'
import { type Message, message } from '../shared/messages.ts'

/** A line as far as its stock is concerned. */
export type StockedLine = Omit<Wanted, 'parts'> & {
  readonly id: string
  readonly title: string
  readonly sku?: string
  readonly parts?: readonly BundlePart[]
}

type Stock = {
  readonly stock: ReadonlyMap<string, Availability>
  /** Units that are held for this buyer already, by variant. */
  readonly held: ReadonlyMap<string, number>
}

/** What lacks for a variant: of how many there is too little, or how many can leave at once while the others are awaited. */
export type Lack =
  | { readonly kind: 'short'; readonly left: number }
  | {
      readonly kind: 'waiting'
      readonly rule: 'backorder' | 'preorder'
      readonly ready: number
      readonly availableAt?: Date
    }

/** What is not all there, by variant. Lines share what is left in their order, bundles with the lines of their parts. */
export function lacksOf(lines: readonly StockedLine[], { stock, held }: Stock): Map<string, Lack> {
  const gone = new Set(lines.flatMap(({ parts = [] }) => parts.filter(part => part.isGone).map(part => part.variantId)))
  const count = (which: 'left' | 'ready') => (variantId: string) => {
    if (gone.has(variantId)) return 0
    const units = stock.get(variantId)?.[which] ?? null
    return units === null ? null : units + (held.get(variantId) ?? 0)
  }
  const lacks = new Map<string, Lack>()
  for (const { variantId, left: ready } of shortagesOf(lines, count('ready'))) {
    const mine = lines.filter(line => line.variantId === variantId)
    lacks.set(variantId, { kind: 'waiting', ready, ...waitOf(mine, stock) })
  }
  for (const { variantId, left } of shortagesOf(lines, count('left'))) lacks.set(variantId, { kind: 'short', left })
  return lacks
}

function waitOf(
  lines: readonly StockedLine[],
  stock: Stock['stock'],
): Pick<Lack & { kind: 'waiting' }, 'rule' | 'availableAt'> {
  const [{ variantId, parts }] = lines as [StockedLine]
  const wanted = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const of = (id: string) => stock.get(id) ?? soldOut
  const { status, availableAt } = parts ? bundleAvailability(parts, of, wanted) : of(variantId)
  return { rule: status === 'preorder' ? 'preorder' : 'backorder', ...(availableAt && { availableAt }) }
}

/** One message for each variant that is not all there, at the first of its lines. */
export function stockMessages(lines: readonly StockedLine[], lacks: ReadonlyMap<string, Lack>): Message[] {
  return [...new Set(lines.map(line => line.variantId))].flatMap(variantId => {
    const lack = lacks.get(variantId)
    const index = lines.findIndex(line => line.variantId === variantId)
    if (!lack) return []
    return [lack.kind === 'short' ? shortMessage(lines, index, lack) : waitingMessage(lines, index, lack)]
  })
}

const nameOf = ({ title, sku }: StockedLine) => (sku ? `${title} (${sku})` : title)

function shortMessage(lines: readonly StockedLine[], index: number, { left }: { left: number }): Message {
  const line = lines[index]!
  const text =
    left === 0
      ? `${nameOf(line)} is sold out. Remove line ${line.id} or choose another variant.`
      : `Only ${left} of ${nameOf(line)} left. Set the quantity of line ${line.id} to ${left} or less.`
  return message('error', 'out_of_stock', text, { severity: 'recoverable', path: `$.line_items[${index}]` })
}

function waitingMessage(
  lines: readonly StockedLine[],
  index: number,
  { rule, ready, availableAt }: Lack & { kind: 'waiting' },
): Message {
  const line = lines[index]!
  const wanted = lines
    .filter(({ variantId }) => variantId === line.variantId)
    .reduce((sum, { quantity }) => sum + quantity, 0)
  const which = ready === 0 ? nameOf(line) : `${wanted - ready} of ${wanted} ${nameOf(line)}`
  const day = availableAt?.toISOString().slice(0, 10)
  const text =
    rule === 'preorder'
      ? `${which}: a pre-order${day ? `, released on ${day}` : ''}.`
      : `${which}: on backorder, ${day ? `expected on ${day}` : 'sent as soon as it is there'}.`
  return message('info', rule, text, { path: `$.line_items[${index}]` })
}
