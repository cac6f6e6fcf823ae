import { describe, expect, test } from 'vitest'
import { type Availability, availability, type StockLevel, type StockPolicy, type Supply } from './stock.ts'

const now = new Date('2026-03-02T10:00:00Z')
const days = (count: number) => new Date(now.getTime() + count * 86_400_000)

const level = (counts: Partial<StockLevel> = {}): StockLevel => ({
  variantId: 'mug',
  locationId: 'loc_main',
  onHand: 0,
  reserved: 0,
  safety: 0,
  presold: 0,
  tracked: true,
  backorder: false,
  priority: 0,
  sellsOnline: true,
  isPickupOnly: false,
  ...counts,
})

const policy = (given: Partial<StockPolicy>): StockPolicy => ({
  rule: 'backorder',
  locationId: 'loc_main',
  beyond: null,
  expectedAt: null,
  leadDays: null,
  releaseAt: null,
  ...given,
})

const supply = (levels: StockLevel[], given?: Partial<StockPolicy>): Supply => ({
  levels,
  counted: levels.every(({ tracked }) => tracked),
  ...(given && { policy: policy(given) }),
})

const soldOut: Availability = { available: false, status: 'out_of_stock', left: 0, ready: 0 }

describe('A variant', () => {
  test('that nobody counts can always be had', () => {
    const always = { available: true, status: 'in_stock', left: null, ready: null }
    expect(availability(undefined, now)).toEqual(always)
    expect(availability(supply([level({ tracked: false })]), now)).toEqual(always)
  })

  test('is in stock at all locations together, and sold out when all is held', () => {
    const two = supply([level({ onHand: 3, reserved: 1 }), level({ locationId: 'loc_2', onHand: 2 })])
    expect(availability(two, now)).toEqual({ available: true, status: 'in_stock', left: 4, ready: 4 })
    expect(availability(supply([level({ onHand: 2, reserved: 2 })]), now)).toEqual(soldOut)
  })

  test('keeps back its safety stock, and what lies where nothing is sent from', () => {
    expect(availability(supply([level({ onHand: 5, safety: 2 })]), now)).toMatchObject({ left: 3, ready: 3 })
    expect(availability(supply([level({ onHand: 2, safety: 3 })]), now)).toEqual(soldOut)
    expect(availability(supply([level({ onHand: 5, sellsOnline: false })]), now)).toEqual(soldOut)
  })

  test('on backorder is owed up to its limit, with the day that the shop expects it', () => {
    const levels = [level({ onHand: 1, backorder: true }), level({ locationId: 'loc_2', onHand: 2 })]
    expect(availability(supply(levels, { beyond: 5, expectedAt: days(9) }), now)).toEqual({
      available: true,
      status: 'in_stock',
      left: 8,
      ready: 3,
      availableAt: days(9),
    })
    const owing = [level({ onHand: -4, backorder: true })]
    const late = { beyond: 5, expectedAt: days(-1), leadDays: 3 }
    expect(availability(supply(owing, late), now)).toMatchObject({ status: 'backorder', left: 1, availableAt: days(3) })
    expect(availability(supply([level({ onHand: -5, backorder: true })], late), now)).toEqual(soldOut)
    expect(availability(supply(owing, {}), now)).toEqual({ available: true, status: 'backorder', left: null, ready: 0 })
  })

  test('on pre-order sells its allotment until it is released, however much has come in', () => {
    const wanted = { rule: 'preorder', beyond: 10, releaseAt: days(5) } as const
    const empty = supply([level({ onHand: -4, presold: 4, reserved: 1, backorder: true })], wanted)
    expect(availability(empty, now)).toEqual({
      available: true,
      status: 'preorder',
      left: 5,
      ready: 0,
      availableAt: days(5),
    })
    const arrived = supply([level({ onHand: 96, presold: 4, backorder: true })], wanted)
    expect(availability(arrived, now)).toMatchObject({ status: 'preorder', left: 96 })
    const few = supply([level({ onHand: 2, presold: 4, backorder: true })], wanted)
    expect(availability(few, now)).toMatchObject({ left: 6 })
  })

  test('that has been released is stock like any other', () => {
    const released = { rule: 'preorder', beyond: 10, releaseAt: now } as const
    expect(availability(supply([level({ onHand: 3, backorder: true })], released), now)).toEqual({
      available: true,
      status: 'in_stock',
      left: 3,
      ready: 3,
    })
    expect(availability(supply([level({ onHand: -2, presold: 2, backorder: true })], released), now)).toEqual(soldOut)
  })
})
