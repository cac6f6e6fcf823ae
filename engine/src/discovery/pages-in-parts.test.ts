import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageInParts } from './pages-in-parts.ts'

const numbers = (count: number, from: number) => Array.from({ length: count }, (_, index) => from + index)
const size = fc.integer({ min: 0, max: 7 })

test('a list in parts gives everything once and in order, in pages of any size, and none of them in vain', async () => {
  await fc.assert(
    fc.asyncProperty(size, size, size, fc.integer({ min: 1, max: 6 }), async (first, middle, last, limit) => {
      const inner = numbers(middle, 100)
      const parts = {
        first: numbers(first, 0),
        main: async ({ limit: wanted, cursor = '0' }: { limit: number; cursor?: string }) => {
          const end = Number(cursor) + wanted
          return { listed: inner.slice(Number(cursor), end), ...(end < middle && { cursor: `${end}` }) }
        },
        last: numbers(last, 200),
      }
      const all = [...parts.first, ...inner, ...parts.last]
      const seen: number[] = []
      let pages = 0
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const page = await pageInParts({ list: 'test', cursor, limit }, parts)
        seen.push(...page.listed)
        cursor = page.cursor
        pages += 1
      }
      expect(seen).toEqual(all)
      expect(pages).toBe(Math.max(1, Math.ceil(all.length / limit)))
    }),
  )
})
