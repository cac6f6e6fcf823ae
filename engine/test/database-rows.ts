import Database from 'better-sqlite3'
import pg from 'pg'
import { expect, vi } from 'vitest'

type Row = Readonly<Record<string, unknown>>
type Ask = (query: string) => Promise<Row[]>

/** Reads the shop's tables past the shop, while it is open: what a test must see without asking whom it tests. */
export async function rowsOf(address: string, query: string): Promise<Row[]> {
  return reading(address, ask => ask(query))
}

/** The same for several questions by name, over one connection. */
export async function rowsOfEach<N extends string>(
  address: string,
  queries: Readonly<Record<N, string>>,
): Promise<Record<N, Row[]>> {
  return reading(address, async ask => {
    const answers: [string, Row[]][] = []
    for (const [name, query] of Object.entries<string>(queries)) answers.push([name, await ask(query)])
    return Object.fromEntries(answers) as Record<N, Row[]>
  })
}

/** Lets another buyer take a unit of what lies at a location in the moment in which two are to be held there. */
export async function aQuickerBuyer(address: string, locationId: string): Promise<{ leaves: () => Promise<void> }> {
  const isHit = `new.location_id = '${locationId}' and new.reserved = old.reserved + 2`
  const takes =
    'update stock set safety = safety + 1 where variant_id = old.variant_id and location_id = old.location_id;'
  if (isPostgres(address)) {
    await running(address, [
      `create function quicker() returns trigger language plpgsql as $$ begin
        if ${isHit} then ${takes} return null; end if; return new; end $$`,
      'create trigger quicker before update on stock for each row execute function quicker()',
    ])
    return { leaves: () => running(address, ['drop trigger quicker on stock', 'drop function quicker']) }
  }
  await running(address, [
    `create trigger quicker before update on stock when ${isHit} begin ${takes} select raise(ignore); end`,
  ])
  return { leaves: () => running(address, ['drop trigger quicker']) }
}

/** Runs statements past the shop, such as those of a migration. */
export async function running(address: string, statements: readonly string[]): Promise<void> {
  if (isPostgres(address)) {
    const client = new pg.Client({ connectionString: address })
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
    return
  }
  const file = new Database(address).unsafeMode()
  for (const statement of statements) file.exec(statement)
  file.close()
}

/** Every table with its rows as text, in an order of their own. Two equal dumps are two equal shops. */
export type Dump = Readonly<Record<string, readonly string[]>>

/** What the relay notes on its own about deliveries is left out: nobody asked for it, and it comes when it comes. */
export async function dumpOf(address: string): Promise<Dump> {
  // A shop that is closed leaves some of it undone, and is still then.
  await isQuiet(address).catch(() => {})
  return reading(address, async ask => {
    const names = await namesOf(address, ask)
    const tables: [string, string[]][] = []
    for (const name of names) {
      const columns = name === 'outbox' ? 'id, type, payload, occurred_at' : '*'
      const rows = await ask(`select ${columns} from "${name}"`)
      tables.push([name, rows.map(row => JSON.stringify(row)).sort()])
    }
    return Object.fromEntries(tables)
  })
}

/** Waits until what follows orders on its own, such as counting sales and writing letters, has been done. */
export async function isQuiet(address: string): Promise<void> {
  const waiting = 'select id from outbox where delivered_at is null'
  await vi.waitFor(async () => expect(await rowsOf(address, waiting)).toEqual([]), 10_000)
}

/** The shop's tables, without what a search index keeps for itself. */
const namesOf = async (address: string, ask: Ask): Promise<string[]> =>
  (await ask(isPostgres(address) ? postgresTables : sqliteTables)).map(row => String(row.name))

const isPostgres = (address: string): boolean => address.startsWith('postgres')

const postgresTables = `select tablename as name from pg_tables where schemaname = 'public' order by tablename`
const sqliteTables = `select name from sqlite_schema where type = 'table' and sql not like 'create virtual%' collate nocase
  and name not like 'sqlite_%' order by name`

async function reading<T>(address: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  if (isPostgres(address)) {
    const client = new pg.Client({ connectionString: address })
    await client.connect()
    return work(async query => (await client.query(query)).rows).finally(() => client.end())
  }
  const file = new Database(address, { readonly: true })
  return work(async query => file.prepare(query).all() as Row[]).finally(() => file.close())
}
