import { describe, expect, test } from 'vitest'
import { likeness, likenessInWords, type Traits } from './likeness.ts'

const mug: Traits = {
  brand: 'Northfield',
  productType: 'Mugs',
  tags: ['camping'],
  attributes: [['Colour', 'Blue']],
  categories: ['Kitchen > Mugs'],
  collections: ['Breakfast'],
  price: 1000,
}
const nothing: Traits = {
  brand: null,
  productType: null,
  tags: [],
  attributes: [],
  categories: [],
  collections: [],
  price: 1000,
}
const like = (changes: Partial<Traits>) => likeness(mug, { ...nothing, ...changes })

describe('two products', () => {
  test('are not alike for a price alone', () => {
    expect(like({})).toBeUndefined()
    expect(likeness(nothing, { ...nothing, brand: null })).toBeUndefined()
  })

  test.each<[string, Partial<Traits>]>([
    ['Like Mug: also in Kitchen > Mugs, also by Northfield.', { ...mug, attributes: [], price: 9000 }],
    ['Like Mug: also Mugs, Colour Blue too.', { productType: 'Mugs', attributes: mug.attributes, price: undefined }],
    ['Like Mug: also in Breakfast, at a similar price.', { collections: ['Breakfast'] }],
    ['Like Mug: also camping, at a similar price.', { tags: ['camping'], price: 1100 }],
  ])('say why: %s', (reason, changes) => {
    const { common } = like(changes)!
    expect(likenessInWords(common, 'Mug', 'en')).toBe(reason)
  })

  test('are the more alike the more they share, and the nearer their prices', () => {
    const scores = [
      { tags: ['camping'], price: 5000 },
      { brand: 'Northfield', price: 5000 },
      { productType: 'Mugs', price: 5000 },
      { categories: mug.categories, price: 5000 },
      { categories: mug.categories, price: 1500 },
      { categories: mug.categories, price: 1000 },
      { ...mug },
    ].map(changes => like(changes)?.score ?? 0)
    expect(scores).toEqual([...scores].sort((a, b) => a - b))
    expect(new Set(scores).size).toBe(scores.length)
  })
})
