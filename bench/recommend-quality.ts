// npm run recommend:quality: whether the shop recommends what its customers buy next. Each customer's last order is kept
// from it; a hit is a customer whose last order held one of the ten products recommended to them. Once over a generated
// history of 100,000 orders whose habits are written down in shopping-habits.ts, and once over real orders, where the
// shared folder is beside this checkout. --quick for three histories of 8,000 orders; --seed N, --orders N, --ask N
// customers; --sqlite or --postgres for one database.
import { onPostgres, onSqlite, type Place } from './databases.ts'
import { median } from './ndcg.ts'
import { askForAll, fillPastShop, type Quality, replay, timesPopular, withoutLast } from './past-orders.ts'
import { habitualShop, type PastShop } from './shopping-habits.ts'
import { tauShop } from './tau-orders.ts'

const isQuick = process.argv.includes('--quick')
const seeds = isQuick ? [1, 2, 3] : [1]
const given = (name: string): number | undefined => {
  const place = process.argv.indexOf(name)
  return place < 0 ? undefined : Number(process.argv[place + 1])
}
const [seed, orders = isQuick ? 8_000 : 100_000] = [given('--seed'), given('--orders')]
const most = given('--ask') ?? (isQuick ? 500 : 3_000)
const say = (text: string): void => void process.stdout.write(`${text}\n`)

let isShort = false
if (!process.argv.includes('--postgres')) await measureOn('SQLite', onSqlite)
if (!process.argv.includes('--sqlite')) await measureOn('PostgreSQL', onPostgres)
process.exit(isShort ? 1 : 0)

async function measureOn(name: string, place: Place): Promise<void> {
  for (const one of seed === undefined ? seeds : [seed]) {
    const shop = habitualShop({ seed: one, orders, products: 2_000 })
    await measure(`${name}, habits of seed ${one}`, { place, shop, least: 3 })
  }
  const real = tauShop()
  if (real) await measure(`${name}, real orders`, { place, shop: real, least: 1 })
  else say(`${name}, real orders: skipped, because ../shared/data/tau-retail is not there`)
}

type Measured = { readonly place: Place; readonly shop: PastShop; readonly least: number }

async function measure(name: string, { place, shop, least }: Measured): Promise<void> {
  const held = withoutLast(shop.orders)
  await place(async database => {
    const variants = await fillPastShop(database, shop)
    const started = performance.now()
    await replay(database, held.known, variants)
    const each = (performance.now() - started) / held.known.length
    report(name, await askForAll(database, held, most), least)
    say(`  ${held.known.length} orders of ${shop.products.length} products learned, ${each.toFixed(2)} ms each`)
  })
}

function report(name: string, quality: Quality, least: number): void {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(7)
  const times = timesPopular(quality)
  const slow = [...quality.milliseconds].sort((a, b) => a - b)[Math.floor(quality.milliseconds.length * 0.95)]!
  if (times < least) isShort = true
  say(`\n${name}: the last orders of ${quality.asked} customers`)
  say(`  recommended to each       ${percent(quality.hits)}`)
  say(`  most popular ever         ${percent(quality.popular)}`)
  say(`  popular now               ${percent(quality.popularNow)}`)
  say(`  times the better of those ${times.toFixed(2).padStart(5)}   wanted: ${least}${times < least ? '  SHORT' : ''}`)
  say(
    `  an answer                 ${median(quality.milliseconds).toFixed(1).padStart(5)} ms, 95 of 100 within ${slow.toFixed(1)} ms`,
  )
}
