import { expect, test } from 'vitest'
import { passagesOf } from './policy.ts'

const passages = (body: string) => passagesOf({ title: 'Returns', body }).map(({ heading, text }) => [heading, text])

test('a policy is read by its headings, closed or not', () => {
  expect(
    passages('Send it back.\n\n# Thirty days\nUnused.\n## Costs ##\n\nOurs.\n### C# \nNo heading:\n#returns'),
  ).toEqual([
    [null, 'Send it back.'],
    ['Thirty days', 'Unused.'],
    ['Costs', 'Ours.'],
    ['C', 'No heading:\n#returns'],
  ])
})

test('a heading with many blanks in it is read at once', () => {
  const blanks = '\t'.repeat(20_000)
  expect(passages(`# a${blanks}b${blanks}c\nand more`)).toEqual([['a b c', 'and more']])
  expect(passages(`#\t${blanks}b${blanks}c\nand more`).length).toBeGreaterThan(0)
})
