// npm run search:quality: how well searches answer, on both databases. --sqlite or --postgres for one, --quick without the
// larger shop, --large with one of 100,000 products too, which takes long to fill.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, guest, openEngine, system } from '@mitchweb/engine'
import { type JudgedCatalogue, judgedCatalogue } from './icecat.ts'
import { bootstrapped, mean, median, ndcgAt10 } from './ndcg.ts'
import { startPostgres } from './postgres.ts'
import { generatedBatches } from './products.ts'
import { mistyped } from './typing-errors.ts'

const isQuick = process.argv.includes('--quick')
const largerShops = process.argv.includes('--large') ? [20_000, 100_000] : [20_000]
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const judged = judgedCatalogue()
if (!judged) {
  say('The judged searches lie in ../shared/data/search-icecat beside this checkout, and that folder is not there.')
  process.exit(1)
}
if (!process.argv.includes('--postgres')) await onSqlite(judged)
if (!process.argv.includes('--sqlite')) await onPostgres(judged)
process.exit(0)

async function onSqlite(catalogue: JudgedCatalogue): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-search-'))
  try {
    await measure('SQLite', join(folder, 'shop.db'), catalogue)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function onPostgres(catalogue: JudgedCatalogue): Promise<void> {
  const server = await startPostgres()
  try {
    await measure('PostgreSQL', server.url, catalogue)
  } finally {
    await server.stop()
  }
}

async function measure(name: string, database: string, catalogue: JudgedCatalogue): Promise<void> {
  const engine = await openEngine({ database, sweepEverySeconds: 0, checkOutput: false })
  try {
    const started = performance.now()
    await fill(engine, catalogue)
    const seconds = (performance.now() - started) / 1000
    say(`\n${name}: ${catalogue.products.length} products, indexed in ${seconds.toFixed(0)} s`)
    const times = await relevance(engine, catalogue)
    say(`median answer                ${median(times).toFixed(2)} ms`)
    await misspeltTitles(engine, catalogue)
    if (isQuick) return
    let size = catalogue.products.length
    for (const larger of largerShops) {
      await fillUp(engine, { from: size, to: larger })
      size = larger
      await answers(engine, catalogue)
      const later = (await answers(engine, catalogue)).flatMap(answer => answer.milliseconds)
      const slowest = Math.max(...later).toFixed(1)
      say(`median answer at ${String(larger).padEnd(11)} ${median(later).toFixed(2)} ms (slowest ${slowest} ms)`)
    }
  } finally {
    await engine.close()
  }
}

async function fill(engine: Engine, { products }: JudgedCatalogue): Promise<void> {
  const staff = engine.as(system)
  const settings = { default_currency: 'USD', currencies: ['USD', 'EUR'], default_country: 'US' }
  await staff.saveStore({ store: { name: 'Judged', ...settings, prices_include_tax: false } })
  for (let start = 0; start < products.length; start += 200) {
    await staff.importProducts({ products: products.slice(start, start + 200) })
  }
}

async function fillUp(engine: Engine, { from, to }: { readonly from: number; readonly to: number }): Promise<void> {
  for (const products of generatedBatches(to - from, { from })) await engine.as(system).importProducts({ products })
}

type Answer = { readonly id: string; readonly query: string; readonly score: number; readonly milliseconds: number }

async function answers(engine: Engine, { queries, grades }: JudgedCatalogue): Promise<Answer[]> {
  const answered: Answer[] = []
  for (const { id, text } of queries) {
    const started = performance.now()
    const found = await firstTen(engine, text)
    const milliseconds = performance.now() - started
    answered.push({ id, query: text, score: ndcgAt10(found, grades.get(id) ?? new Map()), milliseconds })
  }
  return answered
}

/** The first page as the judged set names its products, which in this shop are their handles. */
async function firstTen(engine: Engine, query: string): Promise<string[]> {
  const { products } = await engine.as(guest).searchCatalog({ catalog: { query, pagination: { limit: 10 } } })
  return products.map(product => product.handle)
}

/** Prints nDCG@10 for each query and over two halves, of which one may be tuned on; answers how long each query took. */
async function relevance(engine: Engine, catalogue: JudgedCatalogue): Promise<number[]> {
  await answers(engine, catalogue)
  const answered = await answers(engine, catalogue)
  const judgedAnswers = answered.filter(answer => !Number.isNaN(answer.score))
  for (const { id, query, score } of judgedAnswers) say(`  ${id}  ${score.toFixed(3)}  ${query}`)
  const ofHalf = (odd: boolean) =>
    mean(judgedAnswers.filter(({ id }) => (Number(id.slice(1)) % 2 === 1) === odd).map(answer => answer.score))
  say(`nDCG@10 over ${judgedAnswers.length} queries      ${mean(judgedAnswers.map(answer => answer.score)).toFixed(4)}`)
  say(`  tuned half (odd ids)       ${ofHalf(true).toFixed(4)}`)
  say(`  held-out half (even ids)   ${ofHalf(false).toFixed(4)}`)
  const scores = judgedAnswers.map(answer => answer.score)
  const without = scores.map((_, left) => mean(scores.filter((_score, index) => index !== left)))
  say(`  without any one query      ${Math.min(...without).toFixed(4)} to ${Math.max(...without).toFixed(4)}`)
  const { low, high } = bootstrapped(scores)
  say(`  95 % of 10,000 samples     ${low.toFixed(4)} to ${high.toFixed(4)}`)
  return answered.map(answer => answer.milliseconds)
}

async function misspeltTitles(engine: Engine, { products }: JudgedCatalogue): Promise<void> {
  const step = isQuick ? 20 : 4
  const missed: string[] = []
  const times: number[] = []
  for (let index = 0; index < products.length; index += step) {
    const { title, handle } = products[index]!
    const query = mistyped(title, index + 1)
    if (query === undefined) continue
    const started = performance.now()
    const found = await firstTen(engine, query)
    times.push(performance.now() - started)
    if (!found.includes(handle!)) missed.push(query)
  }
  const share = 1 - missed.length / times.length
  say(`titles with a typing error   ${(share * 100).toFixed(1)} % of ${times.length} in the first ten`)
  say(`  median answer              ${median(times).toFixed(2)} ms`)
  if (process.argv.includes('--missed')) for (const query of missed) say(`  missed: ${query}`)
}
