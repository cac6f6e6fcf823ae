import { expect, test } from 'vitest'
import { randomId } from './ids.ts'

test('a short id that belongs to another begins like it and says the rest by chance', () => {
  const product = randomId('prd', 'short')
  const variants = Array.from({ length: 2000 }, () => randomId('var', 'short', product))
  expect(new Set(variants).size).toBe(2000)
  for (const id of variants) expect(id).toMatch(new RegExp(`^var_${product.slice(4, 8)}[0-9a-z]{8}$`))
  expect(new Set(variants.map(id => id.slice(8, 10))).size).toBeGreaterThan(500)
})

test.each(['', 'prd_1', 'my-own-name', 'prd_iiii00000000', randomId('prd')])(
  'beside %j, which is no short id of ours, it is all chance',
  beside => {
    const ids = Array.from({ length: 50 }, () => randomId('var', 'short', beside))
    for (const id of ids) expect(id).toMatch(/^var_[0-9a-hjkmnp-tv-z]{12}$/)
    expect(new Set(ids.map(id => id.slice(4, 8))).size).toBeGreaterThan(1)
  },
)

test('what gives access is never told by another id', () => {
  const product = randomId('prd', 'short')
  expect(randomId('crt', 'secret', product)).toMatch(/^crt_[0-9a-z]{26}$/)
  expect(randomId('crt', 'secret', product).slice(4, 8)).not.toBe(product.slice(4, 8))
})
