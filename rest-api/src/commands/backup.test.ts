import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Engine, guest, openEngine, restoreShop, system } from '@mitchweb/engine'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aProduct, buys, furnish } from '../../../engine/test/buying.ts'
import { dumpOf, rowsOf, running } from '../../../engine/test/database-rows.ts'

const bin = fileURLToPath(new URL('../../bin/mitchweb.mjs', import.meta.url))

let folder: string
let database: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-backup-'))
  database = join(folder, 'shop.db')
})
const opened: Engine[] = []
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs the command as a person would, beside whoever has the shop open. */
function mitchweb(command: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH ?? '', MITCHWEB_DATABASE: database }
  return new Promise(resolve => {
    execFile(process.execPath, [bin, command, ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

async function anOpenShop(): Promise<{ engine: Engine; mug: string }> {
  const engine = await openEngine({ database, sweepEverySeconds: 0 })
  opened.push(engine)
  await furnish(engine.as(system))
  return { engine, mug: await aProduct(engine.as(system), 'mug', { stock: 10_000 }) }
}

/** A shop that was closed again, with so many orders. */
async function aClosedShop(orders: number): Promise<void> {
  const { engine, mug } = await anOpenShop()
  for (let count = 0; count < orders; count++) await buys(engine.as(guest), { [mug]: 1 })
  await opened.pop()!.close()
}

const orderIds = async (file: string) => (await rowsOf(file, 'select id from orders')).map(({ id }) => String(id))

describe('mitchweb backup', () => {
  test('holds every order that was acknowledged before it began, whole, while others are placed', async () => {
    const { engine, mug } = await anOpenShop()
    const placed: string[] = []
    let isOver = false
    const buyer = async () => {
      while (!isOver) placed.push((await buys(engine.as(guest), { [mug]: 2 })).order!.id)
    }
    const buyers = [buyer(), buyer(), buyer()]
    await expect.poll(() => placed.length, { timeout: 20_000 }).toBeGreaterThan(5)
    const before = [...placed]
    const backup = await mitchweb('backup', 'backup.db')
    const during = placed.length
    isOver = true
    await Promise.all(buyers)
    expect(backup).toMatchObject({ code: 0, out: expect.stringMatching(/^Backed up, checked and whole: \d+ orders/) })
    expect(during).toBeGreaterThan(before.length)

    expect(await mitchweb('restore', 'backup.db', '--database', 'other/shop.db')).toMatchObject({ code: 0 })
    const restored = join(folder, 'other', 'shop.db')
    const kept = await orderIds(restored)
    expect(kept).toEqual(expect.arrayContaining(before))
    // One moment of the shop: no order without its lines, its money or its stock.
    const bare = `select o.id from orders o where not exists (select 1 from order_lines l where l.order_id = o.id)
      or not exists (select 1 from payments p where p.reference = o.checkout_id and p.status = 'captured')`
    expect(await rowsOf(restored, bare)).toEqual([])
    const [stock] = await rowsOf(restored, 'select on_hand from stock')
    const [ledger] = await rowsOf(restored, 'select sum(quantity) as sum from stock_movements')
    expect(stock?.on_hand).toBe(10_000 - 2 * kept.length)
    expect(ledger?.sum).toBe(stock?.on_hand)
    const again = await openEngine({ database: restored, sweepEverySeconds: 0 })
    opened.push(again)
    expect((await again.as(guest).getOrder({ id: before[0]! })).id).toBe(before[0])
  }, 60_000)

  test('is one file that nothing lies beside, and replaces no other unless told', async () => {
    await aClosedShop(1)
    writeFileSync(join(folder, 'backup.db'), 'precious')
    const refused = await mitchweb('backup', 'backup.db')
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Say --force to replace it') })
    expect(readFileSync(join(folder, 'backup.db'), 'utf8')).toBe('precious')
    expect(await mitchweb('backup', 'backup.db', '--force')).toMatchObject({ code: 0 })
    expect(await orderIds(join(folder, 'backup.db'))).toHaveLength(1)
    expect((await readdir(folder)).filter(name => name.startsWith('backup'))).toEqual(['backup.db'])
    const itself = await mitchweb('backup', 'shop.db', '--force')
    expect(itself).toMatchObject({ code: 1, err: expect.stringContaining('is the shop itself') })
  }, 60_000)

  test('says what is missing, and what to use on PostgreSQL', async () => {
    expect((await mitchweb('backup', 'backup.db')).err).toContain('There is no shop in')
    expect(existsSync(database)).toBe(false)
    const postgres = ['--database', 'postgres://ann:secret@localhost/shop']
    for (const command of ['backup', 'restore']) {
      const { code, err } = await mitchweb(command, 'backup.db', ...postgres)
      expect(code).toBe(1)
      expect(err).toContain('pg_dump --format=custom')
      expect(err).not.toContain('secret')
    }
  }, 60_000)
})

describe('mitchweb restore', () => {
  test('replaces no shop that is open, and no other unless told; the old one is kept beside', async () => {
    await aClosedShop(1)
    await mitchweb('backup', 'backup.db')
    const { engine, mug } = await anOpenShop()
    const later = (await buys(engine.as(guest), { [mug]: 1 })).order!.id
    const open = await mitchweb('restore', 'backup.db', '--force')
    expect(open).toMatchObject({ code: 1, err: expect.stringContaining('is already open in process') })
    await opened.pop()!.close()

    const unasked = await mitchweb('restore', 'backup.db')
    expect(unasked).toMatchObject({ code: 1, err: expect.stringContaining('Say --force to replace it') })
    expect(await orderIds(database)).toContain(later)

    const restored = await mitchweb('restore', 'backup.db', '--force')
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('Restored: 1 order, ') })
    const kept = /The shop that was there before is in (.+)\n/.exec(restored.out)?.[1] ?? ''
    expect(await orderIds(kept)).toContain(later)
    expect(await orderIds(database)).toHaveLength(1)
    expect(await orderIds(database)).not.toContain(later)
  }, 60_000)

  test('takes no log of the old shop into the new one, though the old one was killed in the middle of its work', async () => {
    await aClosedShop(1)
    await mitchweb('backup', 'backup.db')
    const expected = await dumpOf(join(folder, 'backup.db'))
    const { engine, mug } = await anOpenShop()
    await buys(engine.as(guest), { [mug]: 1 })
    // What a killed process leaves: the file with its log.
    for (const suffix of ['', '-wal'])
      writeFileSync(join(folder, `killed.db${suffix}`), readFileSync(database + suffix))
    const restored = await mitchweb('restore', 'backup.db', '--force', '--database', 'killed.db')
    expect(restored).toMatchObject({ code: 0 })
    expect(await dumpOf(join(folder, 'killed.db'))).toEqual(expected)
    const kept = /before is in (.+)\n/.exec(restored.out)?.[1] ?? ''
    expect(await orderIds(kept)).toHaveLength(2)
  }, 60_000)

  test('refuses a file that is damaged or no shop’s, and changes nothing', async () => {
    await aClosedShop(3)
    await mitchweb('backup', 'backup.db')
    const good = readFileSync(join(folder, 'backup.db'))
    const before = await dumpOf(database)
    const file = (name: string, bytes: Buffer | string) => writeFileSync(join(folder, name), bytes)
    const overwritten = Buffer.from(good)
    overwritten.fill(0xa5, 4096 * 40, 4096 * 60)
    file('overwritten.db', overwritten)
    file('cut.db', good.subarray(0, good.length / 2))
    file('text.db', 'This is no database. '.repeat(1000))
    file('empty.db', '')
    file('newer.db', good)
    file('orphan.db', good)
    await running(join(folder, 'stranger.db'), ['create table orders (id text)'])
    const later = `insert into __drizzle_migrations (hash, created_at) values ('later', 9000000000000)`
    await running(join(folder, 'newer.db'), [later])
    await running(join(folder, 'orphan.db'), [
      'create table shelves (id integer primary key)',
      'create table cups (shelf integer references shelves (id))',
      'pragma foreign_keys = off',
      'insert into cups values (1)',
    ])

    const wanted: [string, RegExp][] = [
      ['overwritten.db', /is damaged/],
      ['cut.db', /is damaged/],
      ['text.db', /is not the file of a MitchWeb shop/],
      ['empty.db', /is not the file of a MitchWeb shop/],
      ['stranger.db', /is not the file of a MitchWeb shop/],
      ['newer.db', /written by a newer MitchWeb/],
      ['orphan.db', /rows of cups point at rows that do not exist/],
      ['none.db', /There is no file/],
    ]
    for (const [name, words] of wanted) {
      const restore = () => restoreShop({ file: join(folder, name), database, overwrite: true })
      expect(restore, name).toThrow(words)
    }
    const said = await mitchweb('restore', 'cut.db', '--force')
    expect(said).toMatchObject({ code: 1, err: expect.stringMatching(/is damaged: .*\nNothing was changed\.\n$/) })
    expect(await dumpOf(database)).toEqual(before)
    expect((await readdir(folder)).filter(name => /\.(part|old)/.test(name))).toEqual([])
  }, 60_000)
})
