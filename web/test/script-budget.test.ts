import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'

const budget = 120_000
const folder = join(import.meta.dirname, '..', 'build', 'client')
const assets = readdirSync(join(folder, 'assets'))

type Loaded = { readonly module: string; readonly imports: readonly string[] }
type Route = Loaded & { readonly id: string; readonly parentId?: string; readonly hasDefaultExport: boolean }
type Manifest = { readonly entry: Loaded; readonly routes: Readonly<Record<string, Route>> }

const manifestFile = `/assets/${assets.find(file => /^manifest-.*\.js$/.test(file))}`
const { entry, routes }: Manifest = JSON.parse(
  textOf(manifestFile)
    .replace(/^[^=]*=/, '')
    .replace(/;$/, ''),
)
const pages = Object.values(routes).filter(({ id, hasDefaultExport }) => hasDefaultExport && id !== 'root')

describe('the scripts that come with a first visit', () => {
  test.each(pages.map(page => page.id))('fit into 120 KB on %s, in either language', id => {
    for (const language of ['en', 'de']) {
      const files = scriptsOf(routes[id]!, language)
      const sizes = files.map(file => ({ file, size: gzipSync(textOf(file)).length }))
      const sum = sizes.reduce((total, { size }) => total + size, 0)
      expect(sum, JSON.stringify(sizes, null, 1)).toBeLessThanOrEqual(budget)
    }
  })

  test('bring words of the page’s language and no other', () => {
    const [english, german] = ['en', 'de'].map(language => scriptsOf(routes['routes/account/agents']!, language))
    const said = (files: readonly string[] = []) => files.map(textOf).join('\n')
    expect(said(english)).toContain('Add to cart')
    expect(said(english)).toContain('Grant a budget')
    expect(said(english)).not.toContain('In den Warenkorb')
    expect(said(german)).toContain('In den Warenkorb')
    expect(said(german)).not.toContain('Grant a budget')
  })
})

/** What the page itself names, and the words that those scripts load before they do anything else. */
function scriptsOf(page: Route, language: string): string[] {
  const matched = [page]
  for (let above = page.parentId; above !== undefined; above = routes[above]?.parentId) matched.push(routes[above]!)
  const named = [manifestFile, ...[entry, ...matched].flatMap(({ module, imports }) => [module, ...imports])]
  const files = [...new Set(named)]
  const words = files.flatMap(file => wordsIn(textOf(file)))
  return [...new Set([...files, ...words.filter(file => new RegExp(`-${language}-`).test(file))])]
}

/** The lists of words that a script imports by itself. */
const wordsIn = (script: string): string[] =>
  [...script.matchAll(/import\([`'"]\.\/(words-[\w-]+\.js)[`'"]\)/g)].map(([, file]) => `/assets/${file}`)

function textOf(file: string): string {
  return readFileSync(join(folder, file), 'utf8')
}
