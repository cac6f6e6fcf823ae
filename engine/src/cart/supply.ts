import {
  type Availability,
  type BundlePart,
  bundleAvailability,
  demandOf,
  shortagesOf,
  soldOut,
  type Wanted,
} from '../inventory/index.ts'
import { type Message, message } from '../shared/messages.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'

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

/** What lacks of a variant: how many are left, how many can leave at once, or how many can be sent where all can be fetched. */
export type Lack =
  | { readonly kind: 'short'; readonly left: number }
  | { readonly kind: 'pickup'; readonly left: number }
  | {
      readonly kind: 'waiting'
      readonly rule: 'backorder' | 'preorder'
      readonly ready: number
      readonly availableAt?: Date
    }

/** What is not all there, by line; lines of one variant that are delivered alike have the same. */
export function lackingLines(
  lines: readonly StockedLine[],
  { isFetched, ...stock }: Stock & { readonly isFetched: (line: StockedLine) => boolean },
): Map<string, Lack> {
  const sent = lines.filter(line => !isFetched(line))
  const fetched = lines.filter(isFetched)
  const toFetch = fetchableUnits(fetched, stock)
  const lacking = [
    ...byLine(sent, lacksOf(sent, stock)),
    ...byLine(fetched, lacksOf(fetched, stock)).filter(
      ([, { variantId }]) => toFetch.get(variantId) !== unitsIn(fetched, variantId),
    ),
  ]
  return new Map(lacking.map(([id, { lack }]) => [id, lack]))
}

const byLine = (lines: readonly StockedLine[], lacks: ReadonlyMap<string, Lack>) =>
  lines.flatMap(({ id, variantId }) => {
    const lack = lacks.get(variantId)
    return lack ? [[id, { variantId, lack }] as const] : []
  })

/** Lines share what is left in their order, bundles with the lines of their parts. */
function lacksOf(lines: readonly StockedLine[], stock: Stock): Map<string, Lack> {
  const lacks = new Map<string, Lack>()
  for (const { variantId, left: ready } of shortagesOf(lines, unitsOf(lines, stock, 'ready'))) {
    const mine = lines.filter(line => line.variantId === variantId)
    lacks.set(variantId, { kind: 'waiting', ready, ...waitOf(mine, stock.stock) })
  }
  const short = shortagesOf(lines, unitsOf(lines, stock, 'left'))
  const toFetch = short.length > 0 ? fetchableUnits(lines, stock) : new Map<string, number>()
  for (const { variantId, left } of short) {
    const there = toFetch.get(variantId) ?? 0
    const isPickup = there === unitsIn(lines, variantId)
    lacks.set(variantId, isPickup ? { kind: 'pickup', left } : { kind: 'short', left: Math.max(left, there) })
  }
  return lacks
}

const unitsIn = (lines: readonly StockedLine[], variantId: string): number =>
  lines.reduce((sum, line) => sum + (line.variantId === variantId ? line.quantity : 0), 0)

/** Units that these lines can share: of those that are sent, or at one place where they are only fetched. */
function unitsOf(lines: readonly StockedLine[], { stock, held }: Stock, which: 'left' | 'ready' | { place: string }) {
  const gone = new Set(lines.flatMap(({ parts = [] }) => parts.filter(part => part.isGone).map(part => part.variantId)))
  return (variantId: string): number | null => {
    if (gone.has(variantId)) return 0
    const known = stock.get(variantId)
    if (!known || known.ready === null) return null
    const units = typeof which === 'string' ? known[which] : (known.atPickup?.get(which.place) ?? 0)
    return units === null ? null : units + (held.get(variantId) ?? 0)
  }
}

/** The most units of each variant that these lines can fetch at one place from which nothing is sent. */
function fetchableUnits(lines: readonly StockedLine[], stock: Stock): Map<string, number> {
  const most = new Map<string, number>()
  const places = [...demandOf(lines).keys()].flatMap(id => [...(stock.stock.get(id)?.atPickup?.keys() ?? [])])
  for (const place of new Set(places)) {
    const short = new Map(
      shortagesOf(lines, unitsOf(lines, stock, { place })).map(({ variantId, left }) => [variantId, left]),
    )
    for (const { variantId } of lines) {
      const units = short.get(variantId) ?? unitsIn(lines, variantId)
      most.set(variantId, Math.max(units, most.get(variantId) ?? 0))
    }
  }
  return most
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

type Telling = {
  /** Whether it has been said how lines are delivered: sent unless told. */
  readonly isDelivered: boolean
  readonly language: TextLanguage
}

/** One message for what lacks of a variant, at the first of its lines. */
export function stockMessages(
  lines: readonly StockedLine[],
  lacks: ReadonlyMap<string, Lack>,
  { isDelivered, language }: Telling,
): Message[] {
  return [...new Set(lacks.values())].map(lack => {
    const index = lines.findIndex(({ id }) => lacks.get(id) === lack)
    if (lack.kind === 'short') return shortMessage(lines, index, { ...lack, language })
    if (lack.kind === 'pickup') return pickupMessage(lines, index, { ...lack, isDelivered, language })
    return waitingMessage(lines, index, { ...lack, wanted: unitsLacking(lines, lacks, lack), language })
  })
}

const unitsLacking = (lines: readonly StockedLine[], lacks: ReadonlyMap<string, Lack>, lack: Lack): number =>
  lines.reduce((sum, { id, quantity }) => sum + (lacks.get(id) === lack ? quantity : 0), 0)

const nameOf = ({ title, sku }: StockedLine) => (sku ? `${title} (${sku})` : title)

type Left = { readonly left: number; readonly language: TextLanguage }

function shortMessage(lines: readonly StockedLine[], index: number, { left, language }: Left): Message {
  const line = lines[index]!
  const named = { name: nameOf(line), line: line.id }
  const text = left === 0 ? say(language, 'sold_out', named) : say(language, 'few_left', { ...named, left })
  return message('error', 'out_of_stock', text, { severity: 'recoverable', path: `$.line_items[${index}]` })
}

/** Before anything is said of delivery it only has to be known; what is to be sent cannot be. */
function pickupMessage(
  lines: readonly StockedLine[],
  index: number,
  { left, isDelivered, language }: Left & Telling,
): Message {
  const line = lines[index]!
  const name = nameOf(line)
  const path = `$.line_items[${index}]`
  if (!isDelivered) {
    const known =
      left === 0 ? say(language, 'pickup_only', { name }) : say(language, 'pickup_only_rest', { name, left })
    return message('info', 'pickup_only', known, { path })
  }
  const how = { name, line: line.id, fetch: `fulfillment.methods [{"type":"pickup","line_item_ids":["${line.id}"]}]` }
  const text = left === 0 ? say(language, 'fetch_it', how) : say(language, 'fetch_all', { ...how, left })
  return message('error', 'pickup_only', text, { severity: 'recoverable', path })
}

function waitingMessage(
  lines: readonly StockedLine[],
  index: number,
  {
    rule,
    ready,
    availableAt,
    wanted,
    language,
  }: Lack & { kind: 'waiting' } & { readonly wanted: number; readonly language: TextLanguage },
): Message {
  const name = nameOf(lines[index]!)
  const which = ready === 0 ? name : say(language, 'some_of', { units: wanted - ready, wanted, name })
  const day = availableAt?.toISOString().slice(0, 10)
  const text = day === undefined ? say(language, rule, { which }) : say(language, `${rule}_until`, { which, day })
  return message('info', rule, text, { path: `$.line_items[${index}]` })
}
