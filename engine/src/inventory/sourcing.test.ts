import { expect, test } from 'vitest'
import { planShipments, planTakes } from './sourcing.ts'
import type { StockLevel, StockPolicy, Supply } from './stock.ts'

const now = new Date('2026-03-02T10:00:00Z')
const june = new Date('2026-06-01T00:00:00Z')

type Place = Partial<StockLevel> & { readonly onHand: number }

/** Supplies by variant and location; the locations are asked in the order of their names. */
const supplies = (counts: Record<string, Record<string, Place>>, policies: Record<string, Partial<StockPolicy>> = {}) =>
  new Map(
    Object.entries(counts).map(([variantId, places]): [string, Supply] => {
      const policy = policies[variantId]
      const unset = {
        rule: 'backorder',
        locationId: 'a',
        beyond: null,
        expectedAt: null,
        leadDays: null,
        releaseAt: null,
      } as const
      return [
        variantId,
        {
          counted: true,
          levels: Object.entries(places).map(([locationId, place]) => ({
            variantId,
            locationId,
            reserved: 0,
            safety: 0,
            presold: 0,
            tracked: true,
            backorder: policy !== undefined,
            priority: locationId.charCodeAt(0),
            sellsOnline: true,
            isPickupOnly: false,
            ...place,
          })),
          ...(policy && { policy: { ...unset, ...policy } }),
        },
      ]
    }),
  )

const line = (variantId: string, quantity: number) => ({ variantId, quantity })
const places = (takes: readonly { variantId: string; locationId: string; quantity: number }[]) =>
  takes.map(({ variantId, locationId, quantity }) => `${quantity} ${variantId} at ${locationId}`)

test('one location that holds all is better than two, in the order of asking', () => {
  const stock = supplies({
    mug: { a: { onHand: 5 }, b: { onHand: 5 }, c: { onHand: 9 } },
    tin: { b: { onHand: 1 }, c: { onHand: 1 } },
  })
  const { takes, missing } = planTakes([line('mug', 2), line('tin', 1)], stock, now)
  expect(places(takes)).toEqual(['2 mug at b', '1 tin at b'])
  expect(missing).toEqual([])
})

test('where none holds all, a variant comes from one place if it can, and else from several', () => {
  const stock = supplies({
    mug: { a: { onHand: 2 }, b: { onHand: 4 } },
    tin: { a: { onHand: 2 }, b: { onHand: 2 }, c: { onHand: 2 } },
  })
  const { takes, missing } = planTakes([line('mug', 3), line('tin', 5)], stock, now)
  expect(places(takes)).toEqual(['3 mug at b', '2 tin at a', '2 tin at b', '1 tin at c'])
  expect(missing).toEqual([])
})

test('lines share what there is, and what nobody has is missing', () => {
  const stock = supplies({ mug: { a: { onHand: 2, reserved: 1 }, b: { onHand: 3, safety: 1 } } })
  const { takes, missing } = planTakes([line('mug', 2), line('mug', 3)], stock, now)
  expect(places(takes)).toEqual(['1 mug at a', '2 mug at b'])
  expect(missing).toEqual([{ line: 1, variantId: 'mug', quantity: 2 }])
})

test('what is to be handed over in a shop is taken there only', () => {
  const stock = supplies({ mug: { a: { onHand: 9 }, b: { onHand: 1, sellsOnline: false } } })
  const { takes, missing } = planTakes([{ ...line('mug', 3), locationId: 'b' }, line('mug', 1)], stock, now)
  expect(places(takes)).toEqual(['1 mug at a', '1 mug at b'])
  expect(missing).toEqual([{ line: 0, variantId: 'mug', quantity: 2, locationId: 'b' }])
})

test('what is owed follows what is there, in a shipment of its own day', () => {
  const stock = supplies({ mug: { a: { onHand: 1 }, b: { onHand: 2 } } }, { mug: { beyond: 10, expectedAt: june } })
  expect(planShipments([line('mug', 5)], stock, { now })).toEqual([
    { locationId: 'a', lines: [line('mug', 1)] },
    { locationId: 'b', lines: [line('mug', 2)] },
    { locationId: 'a', lines: [line('mug', 2)], availableAt: june },
  ])
})

test('what is pre-ordered leaves on its day, be it there or not', () => {
  const stock = supplies({ mug: { a: { onHand: 3 } } }, { mug: { rule: 'preorder', beyond: 5, releaseAt: june } })
  expect(planShipments([line('mug', 5)], stock, { now })).toEqual([
    { locationId: 'a', lines: [line('mug', 5)], availableAt: june },
  ])
})

test('a bundle takes its parts where they lie and is packed at one place', () => {
  const stock = supplies({ cup: { a: { onHand: 2 }, b: { onHand: 8 } }, tray: { b: { onHand: 1 }, c: { onHand: 1 } } })
  const set = { variantId: 'set', quantity: 2, parts: [line('cup', 4), line('tray', 1)] }
  const { takes, missing } = planTakes([set], stock, now)
  expect(places(takes)).toEqual(['8 cup at b', '1 tray at b', '1 tray at c'])
  expect(missing).toEqual([])
  expect(planShipments([set], stock, { now })).toEqual([{ locationId: 'b', lines: [line('set', 2)] }])
})

test('nobody counts what is sold without counting: it leaves from the first location', () => {
  const stock = supplies({ mug: { b: { onHand: 1 } } })
  expect(planTakes([line('voucher', 3)], stock, now)).toEqual({ takes: [], missing: [] })
  expect(planShipments([line('voucher', 3), line('mug', 1)], stock, { now })).toEqual([
    { locationId: 'b', lines: [line('voucher', 3), line('mug', 1)] },
  ])
})
