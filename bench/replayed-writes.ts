import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { guest, openEngine } from '@mitchweb/engine'
import Database from 'better-sqlite3'
import type { GeneratedShop } from './generated-shop.ts'
import { purchases } from './purchases.ts'

type Statement = { readonly text: string; readonly values: readonly unknown[] }

/** The statements of one durable write of the shop. */
type Write = Statement[]

/**
 * Orders per second of the bare driver when it does nothing but what real purchases wrote: the same statements in the same
 * order with the same values, so many of the shop's writes a commit. What the shop takes longer is what it reads, decides
 * and answers.
 */
export async function replayedOrdersPerSecond(goods: GeneratedShop, { perCommit }: { perCommit: number }) {
  const writes = await recordedWrites(copied(goods, 'recorded'), goods)
  const db = new Database(copied(goods, 'replayed'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('cache_size = -65536')
  const prepared = new Map(writes.flat().map(({ text }) => [text, db.prepare(text)]))
  const start = performance.now()
  for (let first = 0; first < writes.length; first += perCommit) {
    db.exec('BEGIN IMMEDIATE')
    for (const { text, values } of writes.slice(first, first + perCommit).flat()) {
      const statement = prepared.get(text)!
      if (statement.reader) statement.all(...values)
      else statement.run(...values)
    }
    db.exec('COMMIT')
  }
  const elapsed = (performance.now() - start) / 1000
  const { orders } = db.prepare('select count(*) orders from orders').get() as { orders: number }
  db.close()
  return { ordersPerSecond: orders / elapsed, writesEach: writes.length / orders }
}

/** What the shop writes while sixteen buy for a moment, and until everybody has heard of it. */
async function recordedWrites(database: string, goods: GeneratedShop): Promise<Write[]> {
  const writes: Write[] = []
  const { prepare, exec } = Database.prototype
  Database.prototype.exec = function (text) {
    if (text.startsWith('SAVEPOINT')) writes.push([])
    return exec.call(this, text)
  }
  Database.prototype.prepare = function (this: Database.Database, text: string) {
    const statement = prepare.call(this, text)
    return statement.readonly ? statement : noting(statement, (...values) => writes.at(-1)?.push({ text, values }))
  } as typeof prepare
  try {
    const engine = await openEngine({ database, sweepEverySeconds: 0, checkOutput: false })
    writes.length = 0
    await purchases(engine.as(guest), goods, { buyers: 16, seconds: 1 })
    await engine.close()
  } finally {
    Object.assign(Database.prototype, { prepare, exec })
  }
  return writes.filter(write => write.length > 0)
}

function noting(statement: Database.Statement, note: (...values: unknown[]) => void): Database.Statement {
  for (const name of ['run', 'all', 'get'] as const) {
    const real = statement[name].bind(statement) as (...values: unknown[]) => never
    statement[name] = (...values: unknown[]) => {
      note(...values)
      return real(...values)
    }
  }
  return statement
}

/** The shop as it was filled, in a file of its own. */
function copied({ folder, database }: GeneratedShop, name: string): string {
  const copy = join(folder, `${name}.db`)
  cpSync(database, copy)
  return copy
}
