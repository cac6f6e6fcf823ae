import { describe, expect, test } from 'vitest'
import { money } from '../shared/money.ts'
import { bundlesOf } from './bundles.ts'
import { groupsOf, type Selections } from './groups.ts'
import type { DeliveryOption, Offer } from './shipping.ts'

type Lines = Parameters<typeof bundlesOf>[0]
type Shipments = Parameters<typeof bundlesOf>[1]

const now = new Date('2026-03-02T10:00:00Z')

const line = (id: string, quantity = 1, shippingClass = 'standard') =>
  ({ id, variantId: `var_${id}`, quantity, shippingClass, title: id }) as unknown as Lines[number]

/** What leaves a place, as `planSourcing` says it: units by line. */
const leaves = (locationId: string, units: Record<string, number>, availableAt?: string): Shipments[number] => ({
  locationId,
  lines: Object.entries(units).map(([id, quantity]) => ({ variantId: `var_${id}`, quantity })),
  ...(availableAt && { availableAt: new Date(availableAt) }),
})

const option = (id: string, amount: number): DeliveryOption => ({
  id,
  title: id,
  carrier: null,
  price: money(amount, 'EUR'),
  taxClass: 'standard',
  arrival: { earliest: '2026-03-04T00:00:00Z', latest: '2026-03-06T00:00:00Z', text: `${id}.`, offer: `${id}.` },
})

/** Parcels take standard goods, and the haulier everything but what is chilled. */
const offer = (lines: readonly { shippingClass: string }[]): Offer => {
  const classes = new Set(lines.map(({ shippingClass }) => shippingClass))
  if (classes.has('chilled')) return { options: [], refusals: ['nobody takes chilled goods'] }
  const parcels = [...classes].every(name => name === 'standard')
    ? [option('parcel', 490), option('express', 1290)]
    : []
  return {
    options:
      classes.has('pallet') && classes.size > 1
        ? []
        : [...parcels, ...(classes.has('pallet') ? [option('haulier', 2900)] : [])],
    refusals: [],
  }
}

const grouped = (lines: Lines, shipments: Shipments, chosen: Partial<Selections> = {}) =>
  groupsOf(bundlesOf(lines, shipments, now), { offer, chosen: { optionId: null, byGroup: {}, ...chosen } })

const shown = (groups: ReturnType<typeof grouped>) =>
  groups.map(({ id, lines, option: selected }) => [
    id,
    lines.map(({ id: name, quantity }) => `${quantity} ${name}`).join(', '),
    selected?.id,
  ])

describe('what travels together', () => {
  test('is one group that keeps its name', () => {
    const lines = [line('mug', 2), line('pot')]
    expect(shown(grouped(lines, [leaves('north', { mug: 2, pot: 1 })], { optionId: 'parcel' }))).toEqual([
      ['shipping_group', '2 mug, 1 pot', 'parcel'],
    ])
  })

  test('is parted by place, with the units of a line that leave each', () => {
    const lines = [line('mug', 2), line('mug2', 3)].map(part => ({ ...part, variantId: 'var_mug' }))
    const groups = grouped(lines, [leaves('north', { mug: 4 }), leaves('south', { mug: 1 })])
    expect(shown(groups)).toEqual([
      ['shipping_group_north', '2 mug, 2 mug2', undefined],
      ['shipping_group_south', '1 mug2', undefined],
    ])
    expect(groups.flatMap(({ options }) => options.map(({ id }) => id))).not.toContain('together-parcel')
  })

  test('is parted by class only where no way takes all of it', () => {
    const both = [line('mug'), line('sofa', 1, 'pallet')]
    expect(
      shown(grouped(both, [leaves('north', { mug: 1, sofa: 1 })], { byGroup: { shipping_group_standard: 'express' } })),
    ).toEqual([
      ['shipping_group_standard', '1 mug', 'express'],
      ['shipping_group_pallet', '1 sofa', 'haulier'],
    ])
    const fish = [line('mug'), line('fish', 1, 'chilled')]
    expect(shown(grouped(fish, [leaves('north', { mug: 1, fish: 1 })]))).toEqual([
      ['shipping_group_standard', '1 mug', undefined],
      ['shipping_group_chilled', '1 fish', undefined],
    ])
    expect(shown(grouped([fish[1]!], [leaves('north', { fish: 1 })]))).toEqual([
      ['shipping_group', '1 fish', undefined],
    ])
  })
})

describe('what comes later', () => {
  const lines = [line('mug'), line('album')]
  const later = [leaves('north', { mug: 1 }), leaves('north', { album: 1 }, '2026-04-01T00:00:00Z')]

  test('is a group of its own, and may be waited for', () => {
    const [first, second] = grouped(lines, later)
    expect([first?.id, second?.id]).toEqual(['shipping_group_now', 'shipping_group_2026-04-01'])
    expect(first?.options.map(({ id }) => id)).toEqual(['parcel', 'express', 'together-parcel', 'together-express'])
    expect(second?.options.map(({ id }) => id)).toEqual(['parcel', 'express'])
  })

  test('is waited for by one choice, whatever the other groups say, and not by another', () => {
    const together = grouped(lines, later, {
      byGroup: { shipping_group_now: 'together-parcel', 'shipping_group_2026-04-01': 'express' },
    })
    expect(shown(together)).toEqual([['shipping_group', '1 mug, 1 album', 'together-parcel']])
    expect(together[0]?.options.at(-1)).toMatchObject({ id: 'apart', price: { amount: 980 } })
    expect(shown(grouped(lines, later, { optionId: 'apart' }))).toEqual([
      ['shipping_group_now', '1 mug', 'parcel'],
      ['shipping_group_2026-04-01', '1 album', 'parcel'],
    ])
  })

  test('than this morning but still today is ready today', () => {
    const today = [leaves('north', { mug: 1 }), leaves('north', { album: 1 }, '2026-03-02T18:00:00Z')]
    expect(shown(grouped(lines, today))).toEqual([['shipping_group', '1 mug, 1 album', undefined]])
  })

  test('and was chosen before the basket was parted stays chosen where it is offered', () => {
    expect(shown(grouped(lines, later, { optionId: 'express' })).map(([, , id]) => id)).toEqual(['express', 'express'])
  })
})
