import { type Column, inArray, type SQL, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from './port.ts'

/** Somebody who bought here, by all that they are known by: what the rooms keep of them hangs on these. */
export type Person = {
  readonly customerId: string
  /** In lower case; former ones too. */
  readonly emails: readonly string[]
  readonly accountIds: readonly string[]
  readonly orderIds: readonly string[]
  readonly checkoutIds: readonly string[]
  readonly cartIds: readonly string[]
  readonly paymentIds: readonly string[]
}

/** Somebody of whom only the id is known yet. */
export const nobody = (customerId: string): Person => ({
  customerId,
  emails: [],
  accountIds: [],
  orderIds: [],
  checkoutIds: [],
  cartIds: [],
  paymentIds: [],
})

/** By what else a room knows them, given what is known so far. */
export type Known = (tx: ReadTx, person: Person) => Promise<Partial<Omit<Person, 'customerId'>>>

/** What one table keeps of a person. */
export type Kept = {
  /** All of it as the export shows it; absent where it is a copy of what another table tells, or no news to its owner. */
  readonly tell?: (tx: ReadTx, person: Person) => Promise<readonly object[]>
  /** Takes away what names them. What other rows rest on stays without it. */
  readonly forget: (tx: Tx, person: Person) => Promise<void>
}

/** What each table of a room keeps of people, or why it keeps nothing of them. One that is missing does not compile. */
export type PersonalData<Tables> = { readonly [T in keyof Tables]: Kept | string }

/** Why somebody cannot be erased yet. */
export type Obstacle = { readonly code: string; readonly text: string }

export type Obstacles = (tx: ReadTx, person: Person) => Promise<readonly Obstacle[]>

/** Rows without the fields that are empty, and moments as text. */
export const told = (rows: readonly object[]): object[] =>
  rows.map(row =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
    ),
  )

/** Whether the buyer in this column is one of the addresses. */
export const isBuyer = (buyer: Column, emails: readonly string[]): SQL =>
  inArray(sql`lower(${buyer} ->> 'email')`, [...emails])

/** Whether a text, or JSON as text, has one of these as a whole string in it, whatever their letter case. */
export function mentions(column: Column, names: readonly string[]): SQL {
  const text = sql`lower(cast(${column} as text))`
  const found = names.map(name => sql`${text} like ${`%"${literally(name.toLowerCase())}"%`} escape '~'`)
  return found.length === 0 ? sql`1 = 0` : sql`(${sql.join(found, sql` or `)})`
}

const literally = (name: string): string => name.replace(/[~%_]/g, '~$&')
