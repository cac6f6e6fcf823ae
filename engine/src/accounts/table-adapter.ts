import type { CleanedWhere, CustomAdapter } from 'better-auth/adapters'
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { ReadTx, Tx } from '../storage/index.ts'
import { tablesOf } from '../storage/query.ts'
import { oauthTables } from './oauth-tables.ts'
import { accountTables } from './tables.ts'
import { columnOf, conditionOf } from './where.ts'

type Tables = ReturnType<typeof everyTable>

const everyTable = (c: Columns) => ({ ...accountTables(c), ...oauthTables(c) })

/** The library's names for its models, and our tables for them. A plugin's model is a row more. */
const models = {
  user: 'accounts',
  account: 'accountCredentials',
  session: 'accountSessions',
  verification: 'accountVerifications',
  oauthClient: 'oauthClients',
  oauthResource: 'oauthResources',
  oauthClientResource: 'oauthClientResources',
  oauthRefreshToken: 'oauthRefreshTokens',
  oauthAccessToken: 'oauthAccessTokens',
  oauthConsent: 'oauthConsents',
} as const satisfies Readonly<Record<string, keyof Tables>>

/** How the adapter comes to a transaction: one of its own for each call, or the one that it runs in. */
export type Doors = {
  readonly read: <T>(work: (tx: ReadTx) => Promise<T>) => Promise<T>
  readonly write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
}

type Row = Record<string, unknown>
type Select = { readonly model: string; readonly where?: CleanedWhere[] | undefined }

/** The library's questions as queries on our tables. */
export const tableAdapter = ({ read, write }: Doors): CustomAdapter => ({
  create: ({ model, data }) =>
    write(async tx => {
      const [row] = await tx.db
        .insert(tableOf(tx, model))
        .values(known(tx, model, data))
        .returning()
      return row as never
    }),
  findOne: select => read(async tx => (await firstRow(tx, select)) as never),
  findMany: ({ limit, offset, sortBy, ...select }) =>
    read(async tx => {
      const table = tableOf(tx, select.model)
      const inOrder = sortBy?.direction === 'desc' ? desc : asc
      const rows = await tx.db
        .select()
        .from(table)
        .where(conditionOn(tx, select))
        .orderBy(inOrder(columnOf(table, sortBy?.field ?? 'id')))
        .limit(limit)
        .offset(offset ?? 0)
      return rows as never[]
    }),
  count: select =>
    read(async tx => {
      const count = sql<number>`count(*)`.mapWith(Number)
      const [row] = await tx.db.select({ count }).from(tableOf(tx, select.model)).where(conditionOn(tx, select))
      return row?.count ?? 0
    }),
  update: ({ update, ...select }) =>
    write(async tx => ((await updateRows(tx, select, update as Row))[0] ?? null) as never),
  updateMany: ({ update, ...select }) => write(async tx => (await updateRows(tx, select, update)).length),
  delete: select =>
    write(async tx => {
      await deleteRows(tx, select)
    }),
  deleteMany: select => write(async tx => (await deleteRows(tx, select)).length),
  // Of two who found the same row at once only one deletes it, and only one finds it still as the condition says.
  consumeOne: select =>
    write(async tx => {
      const found = await firstRow(tx, select)
      return ((found && (await deleteRows(tx, select, found.id))[0]) ?? null) as never
    }),
  incrementOne: ({ increment, set = {}, ...select }) =>
    write(async tx => {
      const found = await firstRow(tx, select)
      if (!found) return null
      const table = tableOf(tx, select.model)
      const counted = Object.entries(increment).map(([field, by]) => [field, sql`${columnOf(table, field)} + ${by}`])
      const rows = await updateRows(tx, select, { ...set, ...Object.fromEntries(counted) }, found.id)
      return (rows[0] ?? null) as never
    }),
})

async function firstRow(tx: ReadTx, select: Select): Promise<{ id: string } | null> {
  const [row] = await tx.db.select().from(tableOf(tx, select.model)).where(conditionOn(tx, select)).limit(1)
  return row ?? null
}

async function updateRows(tx: Tx, select: Select, update: Row, id?: string): Promise<unknown[]> {
  return await tx.db
    .update(tableOf(tx, select.model))
    .set(known(tx, select.model, update))
    .where(conditionOn(tx, select, id))
    .returning()
}

async function deleteRows(tx: Tx, select: Select, id?: string): Promise<unknown[]> {
  return await tx.db
    .delete(tableOf(tx, select.model))
    .where(conditionOn(tx, select, id))
    .returning()
}

/** The row, when there is a column for each of its fields: one that was lost silently would be missed late. */
function known<T extends Row>(tx: ReadTx, model: string, row: T): never {
  for (const field of Object.keys(row)) columnOf(tableOf(tx, model), field)
  return row as never
}

const tables = tablesOf(everyTable)

/** Any of the tables, as if it were accounts: which columns it has, only the model's name says. */
function tableOf(tx: ReadTx, model: string): Tables['accounts'] {
  const name = (models as Readonly<Record<string, keyof Tables | undefined>>)[model]
  if (name === undefined) throw new Error(`There is no table for the model ${model}.`)
  return tables(tx)[name] as unknown as Tables['accounts']
}

function conditionOn(tx: ReadTx, { model, where }: Select, id?: string): SQL | undefined {
  const table = tableOf(tx, model)
  return and(conditionOf(table, where), id === undefined ? undefined : eq(table.id, id))
}
