import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/**
 * Durable orders per second of the bare driver on the same file system: an order row and two lines each, so many orders a
 * commit, nothing priced, checked or answered.
 */
export function bareOrdersPerSecond(folder: string, { perCommit, seconds }: { perCommit: number; seconds: number }) {
  const db = new Database(join(folder, `bare-${randomUUID()}.db`))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`create table orders (id text primary key, buyer text not null, total integer not null, placed_at integer not null);
    create table lines (order_id text not null, position integer not null, variant text not null, quantity integer not null,
      primary key (order_id, position))`)
  const insertOrder = db.prepare('insert into orders values (?, ?, ?, ?)')
  const insertLine = db.prepare('insert into lines values (?, ?, ?, ?)')
  const commit = db.transaction(() => {
    for (let count = 0; count < perCommit; count++) {
      const id = randomUUID()
      insertOrder.run(id, 'ann@example.com', 4090, Date.now())
      insertLine.run(id, 0, 'var_1', 2)
      insertLine.run(id, 1, 'var_2', 1)
    }
  })
  const start = performance.now()
  let orders = 0
  while (performance.now() - start < seconds * 1000) {
    commit()
    orders += perCommit
  }
  const elapsed = (performance.now() - start) / 1000
  db.close()
  return orders / elapsed
}
