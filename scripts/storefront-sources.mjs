// Read before anything is installed: built-ins only, and nothing that Node 18 does not know.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const unused = ['build', 'node_modules', '.react-router', 'test', 'bench', 'look']

/**
 * What the pages are made of: the storefront, and of the rest what its client of the shop is made of. The engine stays
 * outside, and what the pages know of it besides are types.
 */
export const storefrontSources = root => [
  ...filesIn(join(root, 'web')),
  ...filesIn(join(root, 'rest-api', 'src'), { isFlat: true }),
  ...filesIn(join(root, 'engine', 'src', 'shared')),
]

function filesIn(folder, { isFlat = false } = {}) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !unused.includes(name) && !name.endsWith('.test.ts'))
    .sort(({ name: a }, { name: b }) => (a < b ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name)
      if (!entry.isDirectory()) return [path]
      return isFlat ? [] : filesIn(path)
    })
}
