import { describe, expect, test } from 'vitest'
import { foldedRule, membershipIn, numberIn, type RuledProduct } from './collection-rule.ts'
import type { CollectionCondition, CollectionRule } from './contract.ts'

const now = new Date('2026-03-02T10:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

const mug: RuledProduct = {
  title: 'emaille becher',
  brand: 'northfield',
  productType: 'mugs',
  tags: ['camping', 'summer sale'],
  attributes: [
    ['volume', '0,35 l'],
    ['colour', 'blue'],
  ],
  categoryIds: ['cat_mugs', 'cat_kitchen'],
  prices: new Map([['EUR', 1500]]),
  reducedIn: ['EUR'],
  newSince: daysAgo(10),
}

const rule = (match: CollectionRule['match'], ...conditions: CollectionCondition[]) => foldedRule({ match, conditions })
const isIn = (...conditions: CollectionCondition[]) => membershipIn(rule('all', ...conditions), mug, now) !== undefined

describe('a rule', () => {
  test.each<[boolean, CollectionCondition]>([
    [true, { field: 'title', relation: 'contains', value: 'BÉCHER' }],
    [true, { field: 'title', relation: 'starts_with', value: 'Emaille' }],
    [false, { field: 'title', relation: 'ends_with', value: 'Emaille' }],
    [true, { field: 'brand', relation: 'equals', value: 'Northfield' }],
    [false, { field: 'brand', relation: 'not_equals', value: 'Northfield' }],
    [true, { field: 'product_type', relation: 'not_contains', value: 'Plates' }],
    [true, { field: 'tag', relation: 'equals', value: 'Camping' }],
    [false, { field: 'tag', relation: 'equals', value: 'sale' }],
    [true, { field: 'tag', relation: 'contains', value: 'sale' }],
    [false, { field: 'tag', relation: 'not_contains', value: 'sale' }],
    [true, { field: 'attribute', name: 'Colour', relation: 'equals', value: 'Blue' }],
    [false, { field: 'attribute', name: 'Material', relation: 'equals', value: 'Blue' }],
    [true, { field: 'attribute', name: 'Material', relation: 'not_equals', value: 'Steel' }],
    [true, { field: 'attribute_number', name: 'Volume', min: 0.3, max: 0.35 }],
    [false, { field: 'attribute_number', name: 'Volume', min: 0.4 }],
    [false, { field: 'attribute_number', name: 'Colour', min: 0 }],
    [true, { field: 'category', value: 'cat_kitchen' }],
    [false, { field: 'category', value: 'cat_garden' }],
    [true, { field: 'price', currency: 'EUR', min: 1500, max: 1500 }],
    [false, { field: 'price', currency: 'USD', max: 99_999 }],
    [true, { field: 'on_sale' }],
    [false, { field: 'on_sale', currency: 'USD' }],
    [true, { field: 'new', days: 11 }],
    [false, { field: 'new', days: 10 }],
  ])('says %s to %o', (expected, condition) => {
    expect(isIn(condition)).toBe(expected)
  })

  test('asks for all of its conditions, or for any', () => {
    const blue: CollectionCondition = { field: 'attribute', name: 'colour', relation: 'equals', value: 'blue' }
    const plate: CollectionCondition = { field: 'title', relation: 'contains', value: 'plate' }
    expect(membershipIn(rule('all', blue, plate), mug, now)).toBeUndefined()
    expect(membershipIn(rule('any', blue, plate), mug, now)).toEqual({ until: null })
    expect(membershipIn(rule('any', plate), mug, now)).toBeUndefined()
  })

  test('says until when a product is new: the first end where all must hold, the last where any will do', () => {
    const [fortnight, month]: CollectionCondition[] = [
      { field: 'new', days: 14 },
      { field: 'new', days: 30 },
    ]
    const camping: CollectionCondition = { field: 'tag', relation: 'equals', value: 'camping' }
    expect(membershipIn(rule('all', fortnight!, month!, camping), mug, now)).toEqual({ until: daysAgo(-4) })
    expect(membershipIn(rule('any', fortnight!, month!), mug, now)).toEqual({ until: daysAgo(-20) })
    expect(membershipIn(rule('any', fortnight!, camping), mug, now)).toEqual({ until: null })
  })
})

test.each([
  ['55 inch', 55],
  ['1,5 kg', 1.5],
  ['1,000 pieces', 1000],
  ['12,345.6', 12345.6],
  ['-18 °C', -18],
  ['1.2.3', undefined],
  ['steel', undefined],
])('%s is read as the number %s', (text, number) => {
  expect(numberIn(text)).toBe(number)
})
