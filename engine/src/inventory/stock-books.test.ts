import { inArray, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { catalogTables, saveProducts } from '../catalog/index.ts'
import { isSoldOut } from '../discovery/sold-out.ts'
import { CommerceError } from '../shared/errors.ts'
import type { ReadTx, Storage, Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { demandOf, type Wanted } from './demand.ts'
import { importStocktake } from './import-stocktake.ts'
import { saveLocation } from './locations.ts'
import { availabilityOf } from './records.ts'
import { claimReservations, putBack, releaseExpired, releaseReservations, reserve } from './reservations.ts'
import { saveBundle } from './save-bundle.ts'
import { saveStockPolicy } from './save-stock-policy.ts'
import { cancelTransfer, receiveTransfer, transferStock } from './transfers.ts'
import { adjustStock } from './use-cases.ts'

const kinds = ['cup', 'tray', 'chair', 'album'] as const
type Kind = (typeof kinds)[number]

/** What may happen in a shop, in any order. Numbers choose among what there is at that moment. */
type Step =
  | {
      readonly do: 'receive' | 'keep back' | 'send'
      readonly kind: Kind
      readonly town: boolean
      readonly units: number
    }
  | { readonly do: 'hold'; readonly items: readonly { readonly of: Kind | 'set'; readonly units: number }[] }
  | {
      readonly do: 'sell' | 'release' | 'return' | 'arrive' | 'call back'
      readonly which: number
      readonly units: number
    }
  | {
      readonly do: 'count'
      readonly kind: Kind
      readonly town: boolean
      readonly units: number
      readonly early: boolean
    }
  | { readonly do: 'wait'; readonly seconds: number }

const kind = fc.constantFrom(...kinds)
const units = fc.integer({ min: 1, max: 6 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('receive' as const), kind, town: fc.boolean(), units }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('keep back' as const, 'send' as const),
      kind,
      town: fc.boolean(),
      units,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      items: fc.array(
        fc.record({ of: fc.constantFrom('set' as const, ...kinds), units: fc.integer({ min: 1, max: 2 }) }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'sell' as const,
        'sell' as const,
        'arrive' as const,
        'release' as const,
        'return' as const,
        'arrive' as const,
        'call back' as const,
      ),
      which: fc.nat(20),
      units: fc.nat(4),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('count' as const),
      kind,
      town: fc.boolean(),
      units: fc.nat(12),
      early: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(100, 600, 90_000) }) },
)

const paidLate: Step[] = [
  { do: 'receive', kind: 'chair', town: false, units: 2 },
  { do: 'hold', items: [{ of: 'chair', units: 1 }] },
  { do: 'wait', seconds: 90_000 },
  { do: 'sell', which: 0, units: 1 },
]

type Held = { readonly demand: ReadonlyMap<string, number>; readonly lines: readonly Wanted[]; readonly until: number }

/** The same shop on paper: totals only, because where things lie is for the shop to decide. */
class Paper {
  readonly onHand = new Map<string, number>()
  readonly holds = new Map<string, Held>()
  /** Held once, and let go when its time was over: who pays so late may still find it there. */
  readonly expired = new Map<string, Held>()
  /** A count may find that less lies there than is promised; what is owed has no bound then. */
  readonly counted = new Set<string>()
  readonly sales = new Map<string, ReadonlyMap<string, number>>()
  readonly transfers = new Map<string, { variantId: string; outstanding: number }>()

  add(variantId: string, units: number): void {
    this.onHand.set(variantId, (this.onHand.get(variantId) ?? 0) + units)
  }

  expire(now: number): void {
    for (const [id, hold] of [...this.holds]) {
      if (hold.until > now) continue
      this.holds.delete(id)
      this.expired.set(id, hold)
    }
  }

  held(variantId: string): number {
    return [...this.holds.values()].reduce((sum, { demand }) => sum + (demand.get(variantId) ?? 0), 0)
  }
}

type Ids = Readonly<Record<Kind | 'set', string>>

onBothDatabases('The books of the stock', database => {
  test('add up whatever happens, and nobody is sold or refused what is there', { timeout: 300_000 }, async () => {
    let now = Date.parse('2026-03-02T10:00:00Z')
    const storage = await database.open({ clock: () => new Date(now) })
    const town = (await storage.write(tx => saveLocation(tx, { location: { title: 'Shop in town' } }))).id
    const fetched = { title: 'Desk', ships_online: false, allows_pickup: true }
    const desk = (await storage.write(tx => saveLocation(tx, { location: fetched }))).id
    const seen = { held: 0, short: 0, sold: 0, late: 0, arrived: 0, counted: 0, refused: 0 }
    let runs = 0

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30 }), async steps => {
        runs += 1
        const ids = await furnished(storage, runs)
        const paper = new Paper()
        for (const name of kinds) paper.add(ids[name], 6)
        // What can only be fetched is never held for who has it sent, and keeps what it is in from being sold out.
        const adjustments = [
          { variant_id: ids.cup, location_id: desk, to: 2 },
          { variant_id: ids.tray, location_id: desk, to: runs % 2 },
          { variant_id: ids.album, location_id: desk, to: 1 },
        ]
        await storage.write(tx => adjustStock(tx, { adjustments }))
        for (const { variant_id, to } of adjustments) paper.add(variant_id, to)
        const parts = [
          { variantId: ids.cup, quantity: 2 },
          { variantId: ids.tray, quantity: 1 },
        ]
        const place = (isTown: boolean) => (isTown ? town : 'loc_main')
        const chosen = <T>(all: Iterable<T>, which: number): T | undefined => {
          const list = [...all]
          return list[which % Math.max(1, list.length)]
        }
        let references = 0
        let before = new Date(now)

        const run = async (tx: Tx, one: Step): Promise<(() => void) | undefined> => {
          switch (one.do) {
            case 'receive': {
              const row = { variant_id: ids[one.kind], location_id: place(one.town), by: one.units }
              await adjustStock(tx, { adjustments: [row], reason: 'received' })
              return () => paper.add(ids[one.kind], one.units)
            }
            case 'keep back': {
              const row = { variant_id: ids[one.kind], location_id: place(one.town), safety: one.units % 3 }
              await adjustStock(tx, { adjustments: [row] })
              return undefined
            }
            case 'send': {
              const lines = [{ variant_id: ids[one.kind], quantity: one.units }]
              const way = { from_location_id: place(one.town), to_location_id: place(!one.town) }
              const { id } = await transferStock(tx, { transfer: { ...way, lines } })
              return () => {
                paper.add(ids[one.kind], -one.units)
                paper.transfers.set(id, { variantId: ids[one.kind], outstanding: one.units })
              }
            }
            case 'hold': {
              const lines: Wanted[] = one.items.map(item => ({
                variantId: ids[item.of],
                quantity: item.units,
                ...(item.of === 'set' && { parts }),
              }))
              const demand = demandOf(lines)
              const left = await availabilityOf(tx, [...demand.keys()])
              const isThere = [...demand].every(
                ([id, wanted]) => (left.get(id)?.left ?? Number.POSITIVE_INFINITY) >= wanted,
              )
              const reference = `chk_${runs}_${references++}`
              const shortages = await reserve(tx, { reference, lines, expiresAt: new Date(now + 900_000) })
              expect(shortages.length === 0).toBe(isThere)
              return () => {
                paper.expire(now)
                if (isThere) paper.holds.set(reference, { demand, lines, until: now + 900_000 })
                seen[isThere ? 'held' : 'short'] += 1
              }
            }
            case 'sell': {
              const [reference, hold] = chosen([...paper.holds, ...paper.expired], one.which) ?? []
              if (!reference || !hold) return undefined
              const sale = { reference, lines: hold.lines, expiresAt: new Date(now + 900_000) }
              const shortages = await claimReservations(tx, sale)
              if (hold.until > now) expect(shortages).toEqual([])
              if (shortages.length === 0) expect(await claimReservations(tx, sale)).toEqual([])
              return () => {
                if (paper.expired.delete(reference)) seen.late += 1
                paper.holds.delete(reference)
                seen.sold += Number(shortages.length === 0)
                if (shortages.length > 0) return
                for (const [id, count] of hold.demand) paper.add(id, -count)
                paper.sales.set(reference, hold.demand)
              }
            }
            case 'release': {
              const [reference] = chosen(paper.holds, one.which) ?? []
              if (!reference) return undefined
              await releaseReservations(tx, reference)
              return () => paper.holds.delete(reference)
            }
            case 'return': {
              const [reference, demand] = chosen(paper.sales, one.which) ?? []
              if (!reference || !demand) return undefined
              await putBack(tx, { reference, reason: 'returned' })
              return () => {
                for (const [id, count] of demand) paper.add(id, count)
                paper.sales.delete(reference)
              }
            }
            case 'arrive': {
              const [id, transfer] = chosen(paper.transfers, one.which) ?? []
              if (!id || !transfer) return undefined
              const received = Math.min(one.units, transfer.outstanding)
              const lost = Math.min(one.which % 2, transfer.outstanding - received)
              await receiveTransfer(tx, { id, lines: [{ variant_id: transfer.variantId, received, lost }] })
              return () => {
                paper.add(transfer.variantId, received)
                transfer.outstanding -= received + lost
                if (transfer.outstanding === 0) paper.transfers.delete(id)
                seen.arrived += 1
              }
            }
            case 'call back': {
              const [id, transfer] = chosen(paper.transfers, one.which) ?? []
              if (!id || !transfer) return undefined
              await cancelTransfer(tx, { id })
              return () => {
                paper.add(transfer.variantId, transfer.outstanding)
                paper.transfers.delete(id)
              }
            }
            case 'count': {
              const rows = [{ variant_id: ids[one.kind], counted: one.units }]
              const counted_at = (one.early ? before : tx.now).toISOString()
              const stocktake = { location_id: place(one.town), rows, counted_at }
              const { applied, differences } = await importStocktake(tx, { stocktake })
              return () => {
                if (!applied) return
                for (const { difference } of differences) paper.add(ids[one.kind], difference)
                paper.counted.add(ids[one.kind])
                seen.counted += 1
              }
            }
            case 'wait':
              return undefined
          }
        }

        for (const one of steps) {
          if (one.do === 'wait') {
            before = new Date(now)
            now += one.seconds * 1000
            await storage.write(tx => releaseExpired(tx))
            paper.expire(now)
          } else {
            const done = await storage
              .write(tx => run(tx, one))
              .catch((error: unknown) => {
                if (!(error instanceof CommerceError)) throw error
                seen.refused += 1
                return undefined
              })
            done?.()
          }
          await storage.read(async tx => {
            await expectSound(tx, ids, paper)
            await expectOneAnswer(tx, ids)
          })
        }
        now += 90_000
      }),
      // What chance brings about rarely happens once for certain: a hold that is paid for after its time.
      { numRuns: database.dialect === 'sqlite' ? 80 : 30, examples: [[paidLate]] },
    )
    // Steps that never came to anything would prove nothing.
    for (const [what, count] of Object.entries(seen)) expect([what, count > 0]).toEqual([what, true])
  })
})

/** Four variants and a bundle of two of them; chairs may be owed, and albums are pre-ordered for a day. */
async function furnished(storage: Storage, run: number): Promise<Ids> {
  return storage.write(async tx => {
    const names = [...kinds, 'set'] as const
    const drafts = names.map(name => ({ title: `${name} ${run}`, handle: `${name}-${run}`, variants: [{}] }))
    const saved = await saveProducts(tx, drafts)
    const ids = Object.fromEntries(names.map((name, index) => [name, saved[index]!.variantIds[0]!])) as Ids
    await adjustStock(tx, { adjustments: kinds.map(name => ({ variant_id: ids[name], to: 6 })) })
    await saveStockPolicy(tx, { policy: { variant_id: ids.chair, rule: 'backorder', limit: owed.chair } })
    const release_at = new Date(tx.now.getTime() + 80_000_000).toISOString()
    await saveStockPolicy(tx, { policy: { variant_id: ids.album, rule: 'preorder', limit: owed.album, release_at } })
    const parts = [
      { variant_id: ids.cup, quantity: 2 },
      { variant_id: ids.tray, quantity: 1 },
    ]
    await saveBundle(tx, { bundle: { variant_id: ids.set, parts } })
    return ids
  })
}

/** Units that may be sold beyond what is there. */
const owed = { cup: 0, tray: 0, chair: 5, album: 8 }

/** What lists leave out is what a product page calls sold out: the rule stands once in code and once in SQL. */
async function expectOneAnswer(tx: ReadTx, ids: Ids): Promise<void> {
  const all = Object.values(ids)
  const listed = new Map((await soldOutRows(tx, all, { now: tx.now })).map(row => [row.id, row.isSoldOut === 0]))
  const known = await availabilityOf(tx, all)
  expect(all.map(id => listed.get(id))).toEqual(all.map(id => known.get(id)?.available))
}

const soldOutRows = queryByIds((db, tx, ids) => {
  const { variants } = catalogTables(tx.columns)
  const isSold = sql<number>`case when ${isSoldOut(tx)} then 1 else 0 end`.mapWith(Number)
  return db.select({ id: variants.id, isSoldOut: isSold }).from(variants).where(inArray(variants.id, ids))
})

async function expectSound(tx: ReadTx, ids: Ids, paper: Paper): Promise<void> {
  const list = sql.join(
    kinds.map(name => sql`${ids[name]}`),
    sql`, `,
  )
  const rows = await tx.rows<Record<string, unknown>>(sql`
    select variant_id, location_id, on_hand, reserved,
      (select coalesce(sum(quantity), 0) from stock_movements m
        where m.variant_id = s.variant_id and m.location_id = s.location_id) as booked,
      (select coalesce(sum(quantity), 0) from reservations r
        where r.variant_id = s.variant_id and r.location_id = s.location_id and r.status = 'held') as held
    from stock s where variant_id in (${list})`)
  const levels = rows.map(row => ({
    variantId: String(row.variant_id),
    onHand: Number(row.on_hand),
    reserved: Number(row.reserved),
    booked: Number(row.booked),
    held: Number(row.held),
  }))
  for (const level of levels) {
    expect(level.onHand).toBe(level.booked)
    expect(level.reserved).toBe(level.held)
  }
  for (const name of kinds) {
    const mine = levels.filter(({ variantId }) => variantId === ids[name])
    const sum = (of: 'onHand' | 'reserved') => mine.reduce((total, level) => total + level[of], 0)
    expect([name, sum('onHand'), sum('reserved')]).toEqual([
      name,
      paper.onHand.get(ids[name]) ?? 0,
      paper.held(ids[name]),
    ])
    const most = paper.counted.has(ids[name]) ? Number.POSITIVE_INFINITY : owed[name]
    for (const level of mine) expect(level.onHand - level.reserved).toBeGreaterThanOrEqual(-most)
  }
}
