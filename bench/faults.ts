// npm run faults: a thousand checkouts with 25 % faults at Stripe and 30 % mischief with its messages, three seeds, on
// both databases. Prints what must be nought: double charges, charges without order or refund, orders without money, and
// what is stuck. -- --checkouts 200 --seeds 1 for less, --sqlite or --postgres for one database.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runFaults } from '../test/payment-faults/run.ts'
import { startPostgres } from './postgres.ts'

const { values } = parseArgs({
  options: {
    checkouts: { type: 'string', default: '1000' },
    seeds: { type: 'string', default: '3' },
    sqlite: { type: 'boolean', default: false },
    postgres: { type: 'boolean', default: false },
  },
})
const checkouts = Number(values.checkouts)
const places = { SQLite: onSqlite, PostgreSQL: onPostgres }
const wanted = Object.entries(places).filter(
  ([name]) => (!values.sqlite || name === 'SQLite') && (!values.postgres || name === 'PostgreSQL'),
)

let broken = 0
for (const [name, place] of wanted) {
  for (let seed = 1; seed <= Number(values.seeds); seed++) broken += await place(database => once(name, database, seed))
}
process.exit(broken === 0 ? 0 : 1)

async function once(name: string, address: string, seed: number): Promise<number> {
  const began = performance.now()
  const capture = seed % 2 === 0 ? 'manual' : 'automatic'
  const { violations, counts } = await runFaults({ address, checkouts, seed, capture })
  const { doubleCharges, chargesWithoutOrder, ordersWithoutMoney, stuck, stock, doctor } = violations
  const seconds = Math.round((performance.now() - began) / 1000)
  process.stdout.write(
    `${name}, seed ${seed}, ${capture} capture, ${checkouts} checkouts in ${seconds} s:
  ${counts.orders} orders, ${counts.charges} charges, ${counts.refunds} refunds, ${counts.faults} faults, ${counts.letters} messages
  double charges ${doubleCharges.length}, charges without order or refund ${chargesWithoutOrder.length}, orders without money ${ordersWithoutMoney.length}, stuck ${stuck.length}, wrong stock ${stock.length}, broken for the doctor ${doctor.length}\n`,
  )
  const all = Object.values(violations).flat()
  if (all.length > 0) process.stdout.write(`  ${all.slice(0, 20).join('\n  ')}\n`)
  return all.length
}

type Place = (work: (database: string) => Promise<number>) => Promise<number>

async function onSqlite(...[work]: Parameters<Place>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-faults-'))
  try {
    return await work(join(folder, 'shop.db'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function onPostgres(...[work]: Parameters<Place>): Promise<number> {
  const server = await startPostgres()
  try {
    return await work(server.url)
  } finally {
    await server.stop()
  }
}
