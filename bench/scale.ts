// npm run bench:scale: what a larger shop costs. Fills shops of 10,000 and 100,000 products with three variants each and
// times every list and every kind of search, facets and recommendations in both. Other sizes: -- 1000 10000. --sqlite or
// --postgres for one database.
import { type Engine, guest, openEngine, system } from '@mitchweb/engine'
import type { Shop } from '@mitchweb/engine/contract'
import { onPostgres, onSqlite, type Place } from './databases.ts'
import { median } from './ndcg.ts'
import { type Ask, scaleFacets, scaleLists, scaleRecommendations, scaleSearches } from './scale-asks.ts'
import { variedBatches } from './varied-products.ts'

const given = process.argv.slice(2).filter(argument => /^\d+$/.test(argument))
const sizes = given.length > 0 ? given.map(Number) : [10_000, 100_000]
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const kinds: Readonly<Record<string, (shop: Shop) => Promise<readonly Ask[]>>> = {
  lists: async () => scaleLists,
  searches: scaleSearches,
  recommendations: scaleRecommendations,
  facets: async () => scaleFacets,
}

if (!process.argv.includes('--postgres')) await compare('SQLite', onSqlite)
if (!process.argv.includes('--sqlite')) await compare('PostgreSQL', onPostgres)
process.exit(0)

/** Times each question in shops of all sizes by turns, so that what else the machine does tells on all alike. */
async function compare(name: string, place: Place): Promise<void> {
  const open = async (left: readonly number[], shops: readonly Shop[]): Promise<void> => {
    const [size, ...others] = left
    if (size === undefined) return await report(name, shops)
    await place(async database => {
      const engine = await openEngine({ database, sweepEverySeconds: 0, checkOutput: false })
      try {
        const started = performance.now()
        await fill(engine, size)
        const seconds = (performance.now() - started) / 1000
        say(`${name}: ${size.toLocaleString('en')} products in ${seconds.toFixed(0)} s`)
        await open(others, [...shops, engine.as(guest)])
      } finally {
        await engine.close()
      }
    })
  }
  await open(sizes, [])
}

async function report(name: string, shops: readonly Shop[]): Promise<void> {
  say(`\n${name}, median in ms ${sizes.map(size => size.toLocaleString('en').padStart(10)).join('')}     ratio`)
  const told: string[] = []
  for (const [kind, asksOf] of Object.entries(kinds)) {
    const asked: (readonly Ask[])[] = []
    for (const shop of shops) asked.push(await asksOf(shop))
    let slower = 0
    for (const [index, { name: ask }] of asked[0]!.entries()) {
      const times = await timed(shops.map((shop, place) => ({ shop, ask: asked[place]![index]! })))
      const ratio = times.at(-1)! / times[0]!
      if (ratio > 2) slower += 1
      const columns = times.map(each => each.toFixed(2).padStart(10)).join('')
      say(`${ask.padEnd(42)} ${columns}${ratio.toFixed(2).padStart(10)}${ratio > 2 ? '  more than twice' : ''}`)
    }
    told.push(`${kind}: ${slower} of ${asked[0]!.length} take more than twice as long in the larger shop`)
  }
  for (const line of told) say(line)
}

async function fill(engine: Engine, size: number): Promise<void> {
  const staff = engine.as(system)
  const settings = { default_currency: 'EUR', currencies: ['EUR'], default_country: 'DE', prices_include_tax: true }
  await staff.saveStore({ store: { name: 'Scale', ...settings } })
  for (const products of variedBatches(size)) await staff.importProducts({ products })
}

/** Twice to warm up, then the median of some: statements are prepared and pages in memory, as in a shop that is open. */
async function timed(asked: readonly { readonly shop: Shop; readonly ask: Ask }[]): Promise<number[]> {
  const times: number[][] = asked.map(() => [])
  for (let round = -2; round < 25; round++) {
    for (const [place, { shop, ask }] of asked.entries()) {
      for (const question of ask.questions) {
        const started = performance.now()
        await question(shop)
        if (round >= 0) times[place]!.push(performance.now() - started)
      }
    }
  }
  return times.map(median)
}
