import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import { barcodeHolders, skuHolders, variantOwners } from '../catalog/index.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { noteAlerts } from './alert-records.ts'
import { partsOf } from './bundle-records.ts'
import type * as contract from './contract.ts'
import type { CountedRow } from './contract.ts'
import { compare } from './demand.ts'
import { mainLocation } from './location.ts'
import { locationById } from './location-records.ts'
import { levelsOf } from './records.ts'
import { moveUnits } from './shelf-moves.ts'
import { type Counted, type Difference, differenceOf, refusal } from './stocktake.ts'
import { countedRows, type LineProblem } from './stocktake-csv.ts'
import { inventoryTables } from './tables.ts'

const tables = tablesOf(inventoryTables)

type Answer = Output<typeof contract.importStocktake>

/** Books the differences of a count, all of them or none; with `dry_run` only says what they are. */
export async function importStocktake(
  tx: Tx,
  { stocktake, dry_run }: Input<typeof contract.importStocktake>,
): Promise<Answer> {
  const { location_id: locationId = mainLocation, counted_at, note } = stocktake
  await locationById(tx, locationId)
  const since = counted_at === undefined ? tx.now : new Date(counted_at)
  if (since > tx.now)
    throw new CommerceError('invalid_input', 'The count cannot have begun in the future.', {
      path: '$.stocktake.counted_at',
    })
  const read =
    stocktake.csv === undefined ? { rows: stocktake.rows ?? [], problems: [] } : await countedRows(stocktake.csv)
  const { found, problems: unknown } = await variantsIn(tx, read.rows)
  const differences = (await counts(tx, found, { locationId, since })).map(differenceOf)
  const refused = differences.flatMap(row => {
    const message = refusal(row)
    return message === undefined ? [] : [{ line: row.line, message: `${nameOf(row)}: ${message}` }]
  })
  const problems = [...read.problems, ...unknown, ...refused].sort((a, b) => a.line - b.line)
  const changed = differences.filter(({ difference }) => difference !== 0)
  const reference = stocktake.reference ?? tx.newId('cnt', 'short')
  const applied = !dry_run && problems.length === 0
  if (applied) await book(tx, changed, { locationId, reference, ...(note && { note }) })
  return {
    applied,
    reference,
    counted: differences.length,
    unchanged: differences.length - changed.length,
    differences: changed.slice(0, 500).map(differenceView),
    difference_count: changed.length,
    problems: problems.slice(0, 500),
    problem_count: problems.length,
  }
}

type Named = Pick<Counted, 'line' | 'variantId' | 'sku' | 'counted'>

/** What the rows name, those of one variant added up: it may have lain on two shelves. */
async function variantsIn(
  tx: ReadTx,
  rows: readonly CountedRow[],
): Promise<{ readonly found: Named[]; readonly problems: LineProblem[] }> {
  const present = (values: readonly (string | undefined)[]) => [...new Set(values.filter(value => value !== undefined))]
  const ids = new Set((await variantOwners(tx, present(rows.map(row => row.variant_id)))).map(row => row.variantId))
  const bySku = new Map((await skuHolders(tx, present(rows.map(row => row.sku)))).map(row => [row.sku, row]))
  const byBarcode = Map.groupBy(await barcodeHolders(tx, present(rows.map(row => row.barcode))), row => row.barcode)
  const problems: LineProblem[] = []
  const found = new Map<string, Named>()
  rows.forEach((row, index) => {
    const line = row.line ?? index + 1
    const holders = holdersOf(row, { ids, bySku, byBarcode })
    const what = row.sku === undefined ? (row.barcode === undefined ? 'variant' : 'barcode') : 'sku'
    const name = quoteInput(row.sku ?? row.barcode ?? row.variant_id)
    const [holder] = holders
    if (!holder) problems.push({ line, message: `There is no variant with the ${what} ${name}.` })
    else if (holders.length > 1)
      problems.push({ line, message: `${holders.length} variants have the ${what} ${name}; name this one by its sku.` })
    else {
      const known = found.get(holder.variantId)
      const { variantId, sku } = holder
      const sum = (known?.counted ?? 0) + row.counted
      found.set(variantId, { line: known?.line ?? line, variantId, counted: sum, ...(sku !== null && { sku }) })
    }
  })
  const bundles = await partsOf(tx, [...found.keys()])
  for (const { variantId, line, ...row } of [...found.values()].filter(row => bundles.has(row.variantId))) {
    found.delete(variantId)
    problems.push({ line, message: `${nameOf({ variantId, ...row })} is a bundle; count its parts.` })
  }
  return { found: [...found.values()], problems }
}

type Holder = { readonly variantId: string; readonly sku: string | null }
type Known = {
  readonly ids: ReadonlySet<string>
  readonly bySku: ReadonlyMap<string | null, Holder>
  readonly byBarcode: ReadonlyMap<string | null, readonly Holder[]>
}

function holdersOf({ variant_id, sku, barcode }: CountedRow, { ids, bySku, byBarcode }: Known): readonly Holder[] {
  if (variant_id !== undefined) return ids.has(variant_id) ? [{ variantId: variant_id, sku: null }] : []
  if (barcode !== undefined) return byBarcode.get(barcode) ?? []
  const holder = bySku.get(sku ?? null)
  return holder ? [holder] : []
}

type Place = { readonly locationId: string; readonly since: Date }

async function counts(tx: ReadTx, found: readonly Named[], { locationId, since }: Place): Promise<Counted[]> {
  const ids = found.map(row => row.variantId)
  const levels = new Map(
    (await levelsOf(tx, ids)).flatMap(({ level }) =>
      level.locationId === locationId ? [[level.variantId, level]] : [],
    ),
  )
  const moved = since < tx.now ? await movedSince(tx, ids, { locationId, since }) : new Map<string, number>()
  return found.map(row => {
    const { onHand = 0, reserved = 0, backorder = false, tracked = true } = levels.get(row.variantId) ?? {}
    return { ...row, onHand, reserved, moved: moved.get(row.variantId) ?? 0, mayOwe: backorder || !tracked }
  })
}

/** What a count has corrected has not moved: else a count that is imported again would be booked again. */
async function movedSince(
  tx: ReadTx,
  ids: readonly string[],
  { locationId, since }: Place,
): Promise<Map<string, number>> {
  const { stockMovements: moves } = tables(tx)
  const moved = new Map<string, number>()
  for (let start = 0; start < ids.length; start += 500) {
    const part = inArray(moves.variantId, ids.slice(start, start + 500))
    const rows = await tx.db
      .select({ variantId: moves.variantId, sum: sql<number>`sum(${moves.quantity})`.mapWith(Number) })
      .from(moves)
      .where(and(part, gt(moves.occurredAt, since), eq(moves.locationId, locationId), ne(moves.reason, 'counted')))
      .groupBy(moves.variantId)
    for (const { variantId, sum } of rows) moved.set(variantId, sum)
  }
  return moved
}

type Booking = { readonly locationId: string; readonly reference: string; readonly note?: string }

/** A unit that is sold while this is booked has only moved: the difference stays what it is, or nothing is booked. */
async function book(tx: Tx, changed: readonly Difference[], booking: Booking): Promise<void> {
  for (const row of [...changed].sort((a, b) => compare(a.variantId, b.variantId))) {
    const move = { ...booking, variantId: row.variantId, quantity: row.difference, reason: 'counted' } as const
    if (await moveUnits(tx, move, { mayOwe: row.mayOwe })) continue
    throw new CommerceError('conflict', `${nameOf(row)} was bought while the count was booked. Import it again.`)
  }
  await noteAlerts(
    tx,
    changed.map(row => row.variantId),
  )
  await tx.emit('stock.counted', {
    location_id: booking.locationId,
    reference: booking.reference,
    changed: changed.length,
  })
}

const nameOf = ({ sku, variantId }: Pick<Named, 'sku' | 'variantId'>): string =>
  sku === undefined ? `Variant ${variantId}` : quoteInput(sku)

const differenceView = ({ line, variantId, sku, expected, counted, difference, moved, onHand }: Difference) => ({
  line,
  variant_id: variantId,
  ...(sku !== undefined && { sku }),
  expected,
  counted,
  difference,
  moved,
  on_hand: onHand + difference,
})
