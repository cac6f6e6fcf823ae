import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { randomFrom } from '../../bench/random.ts'
import { guest, openEngine, system } from '../src/index.ts'
import { rowsOf } from './database-rows.ts'
import { onSqlite } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { aProduct, furnish } from './shop.ts'
import { canTrace, Disk, type DiskEvent, traced } from './traced-disk.ts'

const program = fileURLToPath(new URL('./acknowledging-shop.ts', import.meta.url))

const seed = Number(process.env.MITCHWEB_SEED ?? 20_260_302)
const cuts = Number(process.env.MITCHWEB_CUTS ?? 5)

const stock = 1_000

type Run = { readonly file: string; readonly before: Buffer; readonly events: readonly DiskEvent[] }

type Watched = { readonly orders: number; readonly buyers: number; readonly synchronous?: 'full' | 'normal' }

/** A shop that sells and dies, with everything that it wrote and every order that it acknowledged on the way. */
async function watched(file: string, { orders, buyers, synchronous = 'full' }: Watched): Promise<Run> {
  const engine = await openEngine({ database: file, sweepEverySeconds: 0 })
  await furnish(engine.as(system))
  const mug = await aProduct(engine.as(system), 'mug', { stock })
  await engine.close()
  const before = readFileSync(file)
  const args = [program, file, mug, orders, buyers, synchronous].map(String)
  // The index of the log, which is memory, is made anew after a cut.
  const events = traced([process.execPath, '--conditions=mitchweb-src', ...args], [file, `${file}-wal`])
  return { file, before, events }
}

const acknowledgedIn = (events: readonly DiskEvent[]): string[] =>
  events.flatMap(event => (event.kind === 'said' ? (/^acknowledged (\S+)$/.exec(event.text)?.[1] ?? []) : []))

/** Puts what a power cut left into a folder of its own, as the machine finds it when it starts again. */
async function afterCut({ file }: Run, files: Readonly<Record<string, Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-cut-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [path, bytes] of Object.entries(files))
    writeFileSync(join(folder, path.slice(file.length - 'shop.db'.length)), bytes)
  return join(folder, 'shop.db')
}

function diskAfter({ file, before, events }: Run, count: number): Disk {
  const disk = new Disk({ [file]: before })
  for (const event of events.slice(0, count)) disk.take(event)
  return disk
}

/** The orders that were acknowledged before the power was cut after an acknowledgement, and are not on the disk. */
async function lostAt(run: Run, isCutHere: (acknowledged: number) => boolean): Promise<string[]> {
  const disk = new Disk({ [run.file]: run.before })
  const acknowledged: string[] = []
  const lost: string[] = []
  for (const event of run.events) {
    disk.take(event)
    const said = acknowledgedIn([event])
    acknowledged.push(...said)
    if (said.length === 0 || !isCutHere(acknowledged.length)) continue
    const rows = await rowsOf(await afterCut(run, disk.onDisk()), 'select id from orders')
    const kept = new Set(rows.map(({ id }) => id))
    lost.push(...acknowledged.filter(id => !kept.has(id)))
  }
  return lost
}

describe.skipIf(!canTrace())('A power cut (watched with strace; skipped where that is not allowed)', () => {
  const database = onSqlite()

  test('loses no order that was acknowledged and leaves a whole shop', { timeout: 120_000 }, async () => {
    const run = await watched(await database.address(), { orders: 40, buyers: 4 })
    const { file, events } = run
    expect(acknowledgedIn(events)).toHaveLength(40)
    // The recorder has missed nothing: with every write kept, the disk is what the killed process has left.
    const killed = diskAfter(run, events.length).onDisk(() => true)
    for (const [path, bytes] of Object.entries(killed)) expect(bytes.equals(readFileSync(path)), path).toBe(true)
    // The log was emptied into the file on the way, which is where the order of the two files' writes matters.
    const firstSale = events.findIndex(({ kind }) => kind === 'said')
    expect(events.slice(firstSale).some(event => event.kind === 'write' && event.path === file)).toBe(true)
    expect(await lostAt(run, () => true)).toEqual([])

    // At any other moment too, also when the disk has kept some of what was not synced.
    const random = randomFrom(seed)
    for (let cut = 0; cut < cuts; cut++) {
      const at = random.below(events.length)
      const percent = cut % 2 === 0 ? 0 : random.below(100)
      const left = diskAfter(run, at).onDisk(() => random.below(100) < percent)
      const where = `seed ${seed}, cut ${cut}, event ${at}, ${percent} % kept`
      await expectWholeShop(await afterCut(run, left), acknowledgedIn(events.slice(0, at)), where)
    }
  })

  test('shows the planted bug: with synchronous at NORMAL, orders that were acknowledged are gone', {
    timeout: 120_000,
  }, async () => {
    const run = await watched(await database.address(), { orders: 10, buyers: 1, synchronous: 'normal' })
    expect(acknowledgedIn(run.events)).toHaveLength(10)
    expect((await lostAt(run, acknowledged => acknowledged === 10)).length).toBeGreaterThan(0)
  })

  test('finds at least one sync of the log behind each order that is placed after another', {
    timeout: 120_000,
  }, async () => {
    const run = await watched(await database.address(), { orders: 10, buyers: 1 })
    const syncs: number[] = []
    let count = 0
    for (const event of run.events) {
      if (event.kind === 'sync' && event.path === `${run.file}-wal`) count += 1
      if (acknowledgedIn([event]).length === 0) continue
      syncs.push(count)
      count = 0
    }
    expect(syncs).toHaveLength(10)
    expect(Math.min(...syncs)).toBeGreaterThanOrEqual(1)
  })
})

async function expectWholeShop(file: string, acknowledged: readonly string[], where: string): Promise<void> {
  // As the machine starts again: what was under way is finished, long after everybody has given up.
  let later = 0
  const engine = await openEngine({ database: file, sweepEverySeconds: 0, clock: () => new Date(Date.now() + later) })
  for (const id of acknowledged) {
    expect(await engine.as(guest).getOrder({ id }), where).toMatchObject({
      id,
      line_items: [{ quantity: { total: 1 } }],
    })
  }
  later = 24 * 3_600_000
  await engine.sweep()
  await engine.close()
  await expectHealthy({ address: async () => file }, new Date(Date.now() + later))
  expect(await rowsOf(file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(await rowsOf(file, 'pragma foreign_key_check')).toEqual([])
  const [orders] = await rowsOf(file, 'select count(*) as n from orders')
  const [lines] = await rowsOf(file, 'select coalesce(sum(quantity), 0) as n from order_lines')
  const [charged] = await rowsOf(
    file,
    `select count(*) as n from demo_bank where status = 'captured' and refunds = '{}'`,
  )
  const shelf = await rowsOf(file, 'select on_hand, reserved from stock')
  expect(lines?.n, where).toBe(orders?.n)
  expect(charged?.n, where).toBe(orders?.n)
  expect(shelf).toEqual([{ on_hand: stock - Number(orders?.n), reserved: 0 }])
}
