import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { knownTroubles } from './known-troubles.ts'
import { root } from './root.ts'

describe('What other shops are known to get wrong has its test here:', () => {
  for (const { trouble, tests } of knownTroubles)
    test(trouble, () => {
      expect(tests.length).toBeGreaterThan(0)
      for (const [file, title] of tests) {
        const text = readFileSync(join(root, file), 'utf8').replace(/\$\{\w+\}/g, '…')
        const isThere = [`'${title}'`, `\`${title}\``, `"${title}"`].some(quoted => text.includes(quoted))
        expect(isThere, `${file} has no test “${title}”`).toBe(true)
      }
    })
})
