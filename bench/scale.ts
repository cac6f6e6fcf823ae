// npm run bench:scale: what a larger shop costs. Fills shops of 10,000 and 100,000 products with three variants each and
// times every list and every kind of search, facets and recommendations in both. Other sizes: -- 1000 10000. --sqlite or
// --postgres for one database.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, guest, openEngine, system } from '@mitchweb/engine'
import type { Shop } from '@mitchweb/engine/contract'
import { median } from './ndcg.ts'
import { startPostgres } from './postgres.ts'
import { type Ask, scaleFacets, scaleLists, scaleRecommendations, scaleSearches } from './scale-asks.ts'
import { variedBatches } from './varied-products.ts'

const given = process.argv.slice(2).filter(argument => /^\d+$/.test(argument))
const sizes = given.length > 0 ? given.map(Number) : [10_000, 100_000]
const say = (text: string): void => void process.stdout.write(`${text}\n`)

if (!process.argv.includes('--postgres')) await compare('SQLite', onSqlite)
if (!process.argv.includes('--sqlite')) await compare('PostgreSQL', onPostgres)
process.exit(0)

type Place = <T>(work: (database: string) => Promise<T>) => Promise<T>

async function onSqlite<T>(work: (database: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-scale-'))
  try {
    return await work(join(folder, 'shop.db'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function onPostgres<T>(work: (database: string) => Promise<T>): Promise<T> {
  const server = await startPostgres()
  try {
    return await work(server.url)
  } finally {
    await server.stop()
  }
}

async function compare(name: string, place: Place): Promise<void> {
  const times: Map<string, number>[] = []
  for (const size of sizes) times.push(await place(database => measure(name, database, size)))
  const [least, most] = [times[0]!, times.at(-1)!]
  say(`\n${name}, median in ms ${sizes.map(size => size.toLocaleString('en').padStart(10)).join('')}     ratio`)
  for (const [ask, first] of least) {
    const ratio = most.get(ask)! / first
    const columns = times.map(each => each.get(ask)!.toFixed(2).padStart(10)).join('')
    say(`${ask.padEnd(30)} ${columns}${ratio.toFixed(2).padStart(10)}${ratio > 2 ? '  more than twice' : ''}`)
  }
}

async function measure(name: string, database: string, size: number): Promise<Map<string, number>> {
  const engine = await openEngine({ database, sweepEverySeconds: 0, checkOutput: false })
  try {
    const started = performance.now()
    await fill(engine, size)
    const seconds = (performance.now() - started) / 1000
    say(`${name}: ${size.toLocaleString('en')} products in ${seconds.toFixed(0)} s`)
    const shop = engine.as(guest)
    const times = new Map<string, number>()
    for (const ask of await asksOf(shop)) times.set(ask.name, await timed(shop, ask))
    return times
  } finally {
    await engine.close()
  }
}

async function asksOf(shop: Shop): Promise<Ask[]> {
  return [...scaleLists, ...(await scaleSearches(shop)), ...scaleFacets, ...(await scaleRecommendations(shop))]
}

async function fill(engine: Engine, size: number): Promise<void> {
  const staff = engine.as(system)
  const settings = { default_currency: 'EUR', currencies: ['EUR'], default_country: 'DE', prices_include_tax: true }
  await staff.saveStore({ store: { name: 'Scale', ...settings } })
  for (const products of variedBatches(size)) await staff.importProducts({ products })
}

/** Once to warm up, then the median of some: statements are prepared and pages in memory, as in a shop that is open. */
async function timed(shop: Shop, { questions }: Ask): Promise<number> {
  const times: number[] = []
  for (const ask of questions) await ask(shop)
  for (let round = 0; round < 7; round++) {
    for (const ask of questions) {
      const started = performance.now()
      await ask(shop)
      times.push(performance.now() - started)
    }
  }
  return median(times)
}
