import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { storefrontSources } from '../scripts/storefront-sources.mjs'

const root = join(import.meta.dirname, '..')

/** The rooms in the order in which they may know each other; `demo` is a tenant that uses the shop from outside. */
const rooms = [
  'shared',
  'storage',
  'catalog',
  'customers',
  'staff',
  'accounts',
  'pricing',
  'inventory',
  'discovery',
  'cart',
  'payments',
  'orders',
  'checkout',
  'exchange',
  'privacy',
  'doctor',
]

/** What each head may import of ours and of the outside world's databases and gateways, by the folder it is in. */
const heads: Record<string, { ours: RegExp[]; files?: Record<string, RegExp[]> }> = {
  'mcp-server': {
    ours: [/^@mitchweb\/engine(\/contract)?$/],
    files: {
      // The stdio command talks to a running shop over HTTP, and serves the pages of one that is not (decision 0002).
      'mcp-server/src/stdio.ts': [/^@mitchweb\/rest-api\/client$/],
      'mcp-server/src/local-pages.ts': [/^@mitchweb\/rest-api$/],
    },
  },
  'rest-api': {
    ours: [/^@mitchweb\/engine(\/(contract|errors))?$/],
    files: {
      // The one process that serves every door on one port.
      'rest-api/src/commands/open-mcp.ts': [/^@mitchweb\/mcp-server$/],
      'rest-api/src/storefront.ts': [/^@mitchweb\/web$/],
    },
  },
  web: { ours: [/^@mitchweb\/rest-api\/(client|browser)$/, /^@mitchweb\/engine\/contract$/] },
  tui: { ours: [/^@mitchweb\/rest-api\/client$/, /^@mitchweb\/engine\/contract$/] },
  mobile: { ours: [/^@mitchweb\/rest-api\/client$/, /^@mitchweb\/engine\/contract$/] },
}

const neverInHeads = /^(drizzle-orm|better-sqlite3|pg|stripe)(\/|$)/

/** Drawers that stay pure: nouns, rules and contracts know no database. */
const browserSafe = /(^|\/)(contract\.ts)$/

type Import = { file: string; target: string; isType: boolean }

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8')
  return [...source.matchAll(importPattern)].map(([, type, from, lazy]) => ({
    file,
    target: from ?? lazy ?? '',
    isType: type !== undefined,
  }))
}

const sources = (folder: string): string[] =>
  globSync(`${folder}/{src,app,server}/**/*.{ts,tsx}`, { cwd: root })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => !file.endsWith('.test.ts'))

const roomOf = (path: string): string | undefined => /^engine\/src\/([^/]+)\//.exec(path)?.[1]

const resolved = ({ file, target }: Import): string => normalize(join(dirname(file), target)).replaceAll('\\', '/')

/** What a file brings along when it runs: files of ours, and packages. */
function loadedBy(first: string): { readonly files: string[]; readonly outside: string[] } {
  const seen = new Set<string>()
  const open = [first]
  const outside = new Set<string>()
  while (open.length > 0) {
    const file = open.pop()!
    if (seen.has(file)) continue
    seen.add(file)
    for (const given of importsOf(file)) {
      if (given.isType) continue
      if (given.target.startsWith('.')) open.push(resolved(given))
      else outside.add(given.target)
    }
  }
  return { files: [...seen], outside: [...outside] }
}

describe('the walls of the engine', () => {
  const imports = sources('engine').flatMap(importsOf)

  test('there is something to look at', () => {
    expect(imports.length).toBeGreaterThan(200)
    expect(new Set(imports.map(({ file }) => roomOf(file)).filter(Boolean))).toEqual(new Set([...rooms, 'demo']))
  })

  test('a room knows only earlier rooms', () => {
    const broken = imports.filter(({ file, target }) => {
      const [from, to] = [
        roomOf(file),
        target.startsWith('.') ? roomOf(resolved({ file, target, isType: false })) : undefined,
      ]
      if (!from || !to || from === to || from === 'demo') return false
      return rooms.indexOf(to) > rooms.indexOf(from)
    })
    expect(broken).toEqual([])
  })

  test('a room is reached through its index, its contract or, from inside the database, as tables', () => {
    const broken = imports.filter(given => {
      const { file, target } = given
      const [from, to] = [roomOf(file), target.startsWith('.') ? roomOf(resolved(given)) : undefined]
      if (!from || !to || from === to || to === 'shared' || to === 'storage') return false
      return !/\/(index|contract)\.ts$/.test(target)
    })
    expect(broken).toEqual([])
  })

  test('rooms do not know the engine that is made of them', () => {
    const broken = imports.filter(given => {
      const from = roomOf(given.file)
      if (!from || from === 'demo' || !given.target.startsWith('.')) return false
      return /^engine\/src\/[^/]+\.ts$/.test(resolved(given))
    })
    expect(broken).toEqual([])
  })

  test('contracts are safe to load in a browser', () => {
    const { files, outside } = loadedBy('engine/src/contract.ts')
    expect(files.filter(file => /\/(storage|records|tables|use-cases)/.test(file))).toEqual([])
    expect(outside).toEqual(['zod'])
    expect(files.filter(file => browserSafe.test(file)).length).toBeGreaterThan(7)
  })

  test('rules know no database', () => {
    const rules = imports.filter(({ file }) =>
      /\/(cart|order|payment|stock|quote|promotions|discounts|tax|store|shipping|fulfillment|product)\.ts$/.test(file),
    )
    expect(rules.length).toBeGreaterThan(10)
    expect(
      rules.filter(({ target, isType }) => !isType && /drizzle|storage\/(open|port|query)|records/.test(target)),
    ).toEqual([])
  })
})

describe('the walls of the heads', () => {
  test.each(Object.keys(heads))('%s knows the doors of the engine and nothing behind them', head => {
    const { ours, files } = heads[head]!
    const broken = sources(head)
      .flatMap(importsOf)
      .filter(({ file, target }) => {
        if (neverInHeads.test(target) || /\.\.\/(engine|mcp-server|rest-api)\//.test(target)) return true
        if (!target.startsWith('@mitchweb/')) return false
        return ![...ours, ...(files?.[file] ?? [])].some(allowed => allowed.test(target))
      })
    expect(broken).toEqual([])
  })
  test('the storefront is built anew when its client of the shop changes', () => {
    const { files, outside } = loadedBy('rest-api/src/browser.ts')
    expect(outside).toEqual(['@mitchweb/engine/errors'])
    const looked = storefrontSources(root).map(file => relative(root, file).replaceAll('\\', '/'))
    expect(looked).toEqual(expect.arrayContaining([...files, ...loadedBy('engine/src/shared/errors.ts').files]))
    expect(looked).toContain('web/app/root.tsx')
  })
})
