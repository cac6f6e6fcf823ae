import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { CommerceError, type Shop, shopOver } from '../../src/contract.ts'
import { type Actor, type Engine, guest, openEngine, system } from '../../src/index.ts'
import { type DemoBank, demoGateway, type PaymentGateway } from '../../src/payments/index.ts'
import { countedIds, type NewId } from '../../src/shared/ids.ts'
import type { Storage } from '../../src/storage/port.ts'
import type { TestDatabase } from '../databases.ts'
import { aProduct, furnish } from '../shop.ts'
import { codes, type Death, type Ware, wareNames, wares } from './paper-shop.ts'

type Row = Readonly<Record<string, unknown>>

/** The same shop as that on paper, on a database. It can die at any moment and opens again on what it leaves behind. */
export type RealShop = {
  readonly guest: Shop
  readonly staff: Shop
  readonly variants: Readonly<Record<Ware, string>>
  /** What the model's things are called here, in the order in which they were made. */
  readonly made: {
    readonly checkouts: string[]
    readonly carts: string[]
    readonly cards: { id: string; code: string }[]
    lastKey: number
  }
  readonly wait: (milliseconds: number) => void
  readonly sweep: () => Promise<unknown>
  readonly settle: (paymentId: string) => Promise<void>
  readonly decide: (paymentId: string, decision: 'approve' | 'refuse') => Promise<void>
  readonly rows: (query: string) => Promise<Row[]>
  /** The process dies and another one opens the shop. */
  readonly crash: () => Promise<void>
  /** Dies in the midst of what is asked for, just before the bank or just after it; true where it came so far. */
  readonly dieIn: (work: () => Promise<unknown>, death: Death) => Promise<boolean>
  readonly faults: unknown[]
  readonly close: () => Promise<void>
}

/** A shop for each run, on a copy of one that was set up before. */
export type Prepared = {
  readonly open: () => Promise<RealShop>
  /** Where the shop of the last run lies, for checks from outside. */
  readonly address: () => string
  readonly close: () => Promise<void>
}

export async function prepare(database: TestDatabase): Promise<Prepared> {
  const template = await database.address()
  const newId = countedIds()
  const variants = await setUp(template, newId)
  const copies = database.dialect === 'sqlite' ? copiedFiles(template) : await emptiedTables(template)
  return {
    open: async () => openShop(await copies.fresh(), { copies, variants, newId }),
    address: copies.address,
    close: copies.close,
  }
}

const start = Date.parse('2026-03-02T10:00:00Z')

async function setUp(address: string, newId: NewId): Promise<RealShop['variants']> {
  const engine = await openEngine({
    database: address,
    clock: () => new Date(start),
    newId,
    sweepEverySeconds: 0,
  })
  const staff = engine.as(system)
  await furnish(staff)
  const variants: Partial<Record<Ware, string>> = {}
  for (const ware of wareNames) variants[ware] = await aProduct(staff, ware, { ...wares[ware], shipped: false })
  await staff.savePromotion({
    promotion: { code: 'HALF', title: 'Half', rate_ppm: codes.HALF.ratePpm, usage_limit: codes.HALF.usageLimit },
  })
  await staff.savePromotion({
    promotion: {
      code: 'MINE',
      title: 'Mine',
      rate_ppm: codes.MINE.ratePpm,
      limit_per_customer: codes.MINE.limitPerCustomer,
    },
  })
  await engine.close()
  return variants as RealShop['variants']
}

/** How a run gets a database of its own, and a shop that died what it left behind. */
type Copies = {
  readonly address: () => string
  readonly fresh: () => Promise<string>
  readonly leftBehind: () => string
  readonly ask: (query: string) => Promise<Row[]>
  readonly close: () => Promise<void>
}

function copiedFiles(template: string): Copies {
  let count = 0
  let file = ''
  let reader: Database.Database | undefined
  const next = () => {
    count += 1
    return join(dirname(template), `run-${count}.db`)
  }
  const forget = (old: string) => {
    reader?.close()
    reader = undefined
    for (const part of ['', '-wal', '-shm', '.lock']) rmSync(old + part, { force: true })
  }
  return {
    address: () => file,
    fresh: async () => {
      forget(file)
      file = next()
      copyFileSync(template, file)
      return file
    },
    // What lies on the disk in this moment, with the log that is not in the file yet: a killed process leaves no more.
    leftBehind: () => {
      const old = file
      file = next()
      copyFileSync(old, file)
      if (existsSync(`${old}-wal`)) copyFileSync(`${old}-wal`, `${file}-wal`)
      reader?.close()
      reader = undefined
      return file
    },
    ask: async query => {
      reader ??= new Database(file, { readonly: true })
      return reader.prepare(query).all() as Row[]
    },
    close: async () => forget(file),
  }
}

/** Making a database takes long, so the one there is gets its first rows back. */
async function emptiedTables(address: string): Promise<Copies> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  const { rows } = await client.query(`select tablename from pg_tables where schemaname = 'public'`)
  const names = rows.map(row => `"${row.tablename}"`)
  await client.query(
    `create schema kept; ${names.map(name => `create table kept.${name} as table public.${name};`).join('')}`,
  )
  const first = `set session_replication_role = replica;
    ${names.map(name => `delete from public.${name}; insert into public.${name} overriding system value select * from kept.${name};`).join('\n')}
    set session_replication_role = default`
  return {
    address: () => address,
    fresh: async () => {
      await client.query(first)
      return address
    },
    leftBehind: () => address,
    ask: async query => (await client.query(query)).rows,
    close: async () => {
      await client.query('drop schema kept cascade')
      await client.end()
    },
  }
}

type Opening = { readonly copies: Copies; readonly variants: RealShop['variants']; readonly newId: NewId }

async function openShop(address: string, { copies, variants, newId }: Opening): Promise<RealShop> {
  const faults: unknown[] = []
  let now = start
  let death: { readonly at: Death; readonly comes: () => void } | undefined
  let bank: DemoBank | undefined
  const dying = (storage: Storage) => {
    const gateway = demoGateway(storage)
    bank = gateway
    return [
      mortal(gateway, async at => {
        if (death?.at !== at) return
        death.comes()
        await new Promise(() => {})
      }),
    ]
  }
  const open = (database: string): Promise<Engine> =>
    openEngine({
      database,
      clock: () => new Date(now),
      newId,
      gateways: dying,
      gatewayTimeoutMs: 100_000_000,
      sweepEverySeconds: 0,
      onError: error => faults.push(error),
    })
  let engine = await open(address)
  const crash = async () => {
    const dead = engine
    death = undefined
    engine = await open(copies.leftBehind())
    await dead.close()
  }
  const current = (actor: Actor): Shop =>
    shopOver((name, input, call) => engine.perform(actor, name, input, call) as Promise<never>)
  return {
    guest: current(guest),
    staff: current(system),
    variants,
    made: { checkouts: [], carts: [], cards: [], lastKey: 0 },
    wait: milliseconds => {
      now += milliseconds
    },
    sweep: () => engine.sweep(),
    settle: paymentId => engine.settle(paymentId),
    decide: async (paymentId, decision) => {
      await bank!.decide(paymentId, decision)
      await engine.settle(paymentId)
    },
    rows: copies.ask,
    crash,
    dieIn: async (work, at) => {
      const died = new Promise<boolean>(resolve => {
        death = { at, comes: () => resolve(true) }
      })
      const isDead = await Promise.race([work().then(() => false), died])
      if (isDead) await crash()
      death = undefined
      return isDead
    },
    faults,
    close: () => engine.close(),
  }
}

/** A gateway at which the process may die, just before the bank is asked and just after it has acted. */
function mortal(gateway: PaymentGateway & DemoBank, at: (moment: Death) => Promise<unknown>): PaymentGateway {
  const around =
    <A, T>(call: (asked: A) => Promise<T>) =>
    async (asked: A): Promise<T> => {
      await at('before')
      try {
        return await call(asked)
      } finally {
        await at('after')
      }
    }
  return { ...gateway, pay: around(gateway.pay), refund: around(gateway.refund) }
}

/** What the shop's tables say, in the form of the model's books. */
export async function booksOf({ rows, variants }: RealShop) {
  const stock = await rows('select variant_id, on_hand, reserved from stock')
  const promotions = await rows('select code, used from promotions')
  const cards = await rows('select balance from gift_cards order by created_at, length(id), id')
  const bank = await rows('select amount, status, refunds from demo_bank')
  const orders = await rows('select canceled_at from orders')
  const pending = await rows(`select id from payments where status = 'pending'`)
  const used = (code: string) => Number(promotions.find(row => row.code === code)?.used)
  const amounts = (row: Row): number[] => {
    const refunds = typeof row.refunds === 'string' ? JSON.parse(row.refunds) : row.refunds
    return Object.values(refunds as Record<string, number>)
  }
  return {
    stock: Object.fromEntries(
      wareNames.map(ware => {
        const row = stock.find(({ variant_id }) => variant_id === variants[ware])
        return [ware, [Number(row?.on_hand), Number(row?.reserved)]]
      }),
    ),
    uses: { HALF: used('HALF'), MINE: used('MINE') },
    cards: cards.map(({ balance }) => Number(balance)),
    bank: {
      captured: sum(bank.filter(({ status }) => status === 'captured').map(({ amount }) => Number(amount))),
      refunded: sum(bank.flatMap(amounts)),
    },
    orders: { placed: orders.length, canceled: orders.filter(row => row.canceled_at !== null).length },
    pending: pending.length,
  }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0)

/** The answer, or the code of the refusal; anything else that goes wrong is a fault. */
export async function refusalOr<T>(asking: Promise<T>): Promise<T | { readonly error: string }> {
  return asking.catch((error: unknown) => {
    if (error instanceof CommerceError && error.status < 500) return { error: error.code }
    throw error
  })
}
