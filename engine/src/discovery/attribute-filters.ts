import { and, eq, sql } from 'drizzle-orm'
import { folded } from '../catalog/index.ts'
import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { ReadTx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { attributeKey, attributePrefix, valueKeyOf } from './attribute-values.ts'
import type { SearchFilters } from './contract.ts'
import { toBase, unitIn } from './measures.ts'
import type { FacetFilter } from './narrowing.ts'
import { typingErrors } from './spelling.ts'
import { tables } from './tables.ts'

type Asked = NonNullable<SearchFilters['attributes']>[number]

/** The attributes that a buyer asks for in the shop's terms; `nothing` where no product can have them. */
export async function attributeFilters(
  tx: ReadTx,
  asked: readonly Asked[],
): Promise<{ facets: FacetFilter[]; nothing: boolean; messages: Message[] }> {
  const facets: FacetFilter[] = []
  const messages: Message[] = []
  let nothing = false
  for (const [index, attribute] of asked.entries()) {
    const read = await readAttribute(tx, attribute, `$.filters.attributes[${index}]`)
    if (read.message) messages.push(read.message)
    if (read.facet) facets.push(read.facet)
    nothing ||= read.nothing === true
  }
  return { facets, nothing, messages }
}

type Read = { readonly facet?: FacetFilter; readonly nothing?: true; readonly message?: Message }

async function readAttribute(tx: ReadTx, { name, values = [], min, max, unit }: Asked, path: string): Promise<Read> {
  const nameKey = attributeKey(name)
  const valueKeys = [...new Set(values.map(valueKeyOf))].filter(Boolean)
  const isRange = min !== undefined || max !== undefined
  if (valueKeys.length === 0 && !isRange) return {}
  const known = await sampleOf(tx, { nameKey })
  if (known.length === 0) return { nothing: true, message: await unknownName(tx, name, path) }
  const facet = { nameKey, ...(valueKeys.length > 0 && { valueKeys }) }
  if (!isRange) return { facet }
  const usual = usualUnit(known)
  const taken = unit ?? usual ?? ''
  const [lower, upper] = [min, max].map(bound => (bound === undefined ? undefined : inBase(bound, taken)))
  const one = lower ?? upper
  if (!one || !known.some(row => row.number !== null && row.unit === one.unit)) {
    return { nothing: true, message: foreignUnit(name, unit, usual, path) }
  }
  const range = { unit: one.unit, min: lower?.number ?? -largest, max: upper?.number ?? largest }
  return {
    facet: { ...facet, range },
    ...(unit === undefined && usual !== undefined && { message: unitTaken(name, usual, path) }),
  }
}

const largest = Number.MAX_VALUE

const inBase = (number: number, unit: string) => (unit.trim() === '' ? { number, unit: null } : toBase(number, unit))

/** The unit in which most of these values are written; nothing where most only count. */
function usualUnit(rows: readonly { label: string; number: number | null }[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { label, number } of rows) {
    const unit = unitIn(label) ?? ''
    if (number !== null) counts.set(unit, (counts.get(unit) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] || undefined
}

/** Some values that products have under a name, enough to tell what kind they are of. */
const sampleOf = query((db, tx) => {
  const { productFacets } = tables(tx)
  const { nameKey, label, number, unit } = productFacets
  return db
    .select({ label, number, unit })
    .from(productFacets)
    .where(and(eq(nameKey, sql.placeholder('nameKey'))))
    .limit(100)
})

const unitTaken = (name: string, unit: string, path: string) =>
  message('info', 'unit_assumed', `The range of ${quoteInput(name)} was read in ${unit}; send unit to name another.`, {
    path,
  })

function foreignUnit(name: string, unit: string | undefined, usual: string | undefined, path: string): Message {
  const asked = unit === undefined ? 'as a number' : `in ${quoteInput(unit)}`
  const known = usual === undefined ? 'send its values instead' : `send it in ${quoteInput(usual)}`
  return message('info', 'unknown_unit', `No product gives ${quoteInput(name)} ${asked}; ${known}.`, { path })
}

/** Names the attributes that are spelt nearly so, or else some that there are. */
async function unknownName(tx: ReadTx, name: string, path: string): Promise<Message> {
  const known = await attributeNames(tx)
  const near = nearNames(name, known)
  const shown = (near.length > 0 ? near : known.slice(0, 5)).map(quoteInput).join(', ')
  const hint = shown === '' ? 'products here have none' : near.length > 0 ? `near it is ${shown}` : `there is ${shown}`
  return message('info', 'unknown_attribute', `No product has the attribute ${quoteInput(name)}; ${hint}.`, { path })
}

/** Those of the names that begin so, hold the word or are spelt nearly so, the nearest first, at most five. */
export function nearNames(name: string, known: readonly string[]): string[] {
  const typed = folded(name)
  return known
    .map(candidate => ({ candidate, errors: distance(typed, folded(candidate)) }))
    .filter(({ errors }) => errors <= Math.max(1, Math.floor(typed.length / 3)))
    .sort((a, b) => a.errors - b.errors)
    .slice(0, 5)
    .map(({ candidate }) => candidate)
}

const distance = (typed: string, name: string): number =>
  typed.length > 2 && (name.includes(typed) || typed.includes(name)) ? 1 : typingErrors(typed, name)

const mostNames = 500

/** The names of all attributes, read off the index by leaping from one to the next. */
async function attributeNames(tx: ReadTx): Promise<string[]> {
  const { productFacets } = tables(tx)
  const { nameKey, name } = productFacets
  const rows = await tx.rows<{ key: string; name: string }>(
    sql`with recursive names (key) as (
        select min(${nameKey}) from ${productFacets}
        union all
        select (select min(${nameKey}) from ${productFacets} where ${nameKey} > names.key)
        from names where names.key is not null
      )
      select key, (select ${name} from ${productFacets} where ${nameKey} = key limit 1) as name
      from names where key is not null limit ${mostNames}`,
  )
  return rows.filter(row => row.key.startsWith(attributePrefix)).map(row => row.name)
}
