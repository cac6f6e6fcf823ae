import { expect, test } from 'vitest'
import {
  fullTitle,
  matchVariants,
  optionAxes,
  optionsOf,
  problemsOf,
  slug,
  type Variant,
  variantTitle,
} from './product.ts'

const variant = (changes: Partial<Variant>): Variant => ({
  id: 'var_1',
  productId: 'prd_1',
  position: 0,
  archived: false,
  sku: null,
  barcode: null,
  title: null,
  options: [],
  weightGrams: null,
  dimensionsMm: null,
  shippingClass: 'standard',
  requiresShipping: true,
  taxClass: 'standard',
  media: [],
  ...changes,
})

const size = (label: string) => [{ name: 'Size', label }]

test('options come in the order in which the variants first name them', () => {
  const variants = [
    { options: [...size('L'), { name: 'Color', label: 'Red' }] },
    { options: [{ name: 'Color', label: 'Blue' }, ...size('S')] },
  ]
  expect(optionAxes(variants)).toEqual([
    { name: 'Size', labels: ['L', 'S'] },
    { name: 'Color', labels: ['Red', 'Blue'] },
  ])
})

test('a variant is called by its options, and not at all where there is only one kind', () => {
  const blue = { title: null, options: [{ name: 'Color', label: 'Blue' }, ...size('Large')] }
  expect(variantTitle(blue)).toBe('Blue / Large')
  expect(fullTitle('Mug', blue)).toBe('Mug – Blue / Large')
  expect(fullTitle('Mug', { title: 'Default Title', options: [] })).toBe('Mug')
  expect(fullTitle('Mug', { title: 'Sample', options: [] })).toBe('Mug – Sample')
})

test('the one option that other shops write for a single variant is none', () => {
  expect(optionsOf({ options: [{ name: 'Title', label: 'Default Title' }] })).toEqual([])
  expect(optionsOf({ options: [{ name: 'Title', label: 'Sir' }] })).toHaveLength(1)
})

test('variants continue those with their id, then their sku, then their options', () => {
  const existing = [
    variant({ id: 'a', sku: 'A', options: size('S') }),
    variant({ id: 'b', sku: 'B', options: size('M') }),
    variant({ id: 'c', sku: 'C', options: size('L') }),
  ]
  const kept = matchVariants(existing, [
    { sku: 'new', options: size('S') },
    { id: 'c', sku: 'B', options: size('M') },
    { sku: 'B', options: size('L') },
    { options: size('XL') },
  ])
  expect(kept.map(({ existing }) => existing?.id)).toEqual(['a', 'c', 'b', undefined])
})

test('a variant in use is continued before an archived one', () => {
  const existing = [
    variant({ id: 'old', archived: true, options: size('S') }),
    variant({ id: 'now', position: 1, options: size('S') }),
  ]
  expect(matchVariants(existing, [{ options: size('S') }])[0]?.existing?.id).toBe('now')
})

test('two variants with the same options in another order are the same', () => {
  const color = { name: 'Color', label: 'Red' }
  const variants = [{ options: [color, ...size('L')] }, { options: [...size('L'), color] }]
  expect(problemsOf({ variants })).toMatchObject([{ variant: 1, field: 'options' }])
})

test.each([
  ['Bläue Mug!', 'blaue-mug'],
  ['  Crème  Brûlée -- 2 ', 'creme-brulee-2'],
  ['日本 茶', '日本-茶'],
  ['🫖', 'item'],
  ['x'.repeat(400), 'x'.repeat(150)],
])('a handle is made of a title: %s', (title, handle) => {
  expect(slug(title)).toBe(handle)
})
