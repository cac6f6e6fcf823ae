import { type SQL, sql } from 'drizzle-orm'
import { query } from '../storage/query.ts'
import type * as sqlite from './product-search.sqlite.ts'
import { documentVersion, stemLines, usualHeading } from './search-document.ts'
import { type Match, matchOnPostgres, tsExpression, tsFilters, tsWithout } from './search-expression.ts'

/** Stands behind each field while positions are counted: the last word of one is no neighbour of the next one's first. */
const fieldEnd = 'xfieldx'
const ended = (text: string) => `${text} ${fieldEnd} `

export const writeDocuments: typeof sqlite.writeDocuments = async (tx, documents) => {
  if (documents.length === 0) return
  const rows = documents.map(document => ({
    product_id: document.productId,
    stems: stemLines(document),
    title: ended(document.title),
    named: ended(document.brand) + ended(document.kind),
    details: ended(document.details),
    description: document.description,
    filters: document.filterWords,
  }))
  await tx.rows(
    sql`with made as (
        select product_id, stems, ts_delete(heading, ${fieldEnd}) as heading, filters, ts_delete(heading ||
          setweight(to_tsvector('mitchweb', details), 'C') ||
          setweight(to_tsvector('mitchweb', description), 'D'), ${fieldEnd}) || filters as words
        from (
          select product_id, stems, details, description,
            setweight(to_tsvector('mitchweb', title), 'A') || setweight(to_tsvector('mitchweb', named), 'B') as heading,
            array_to_tsvector(array(select json_array_elements_text(given.filters))) as filters
          from json_to_recordset(${JSON.stringify(rows)}::json)
            as given (product_id text, stems text, title text, named text, details text, description text, filters json)
        ) parts
      ), written as (
        insert into product_search (product_id, stems, version, heading, words)
        select product_id, stems, ${documentVersion}::bigint, heading, words from made
        on conflict (product_id) do update
        set stems = excluded.stems, version = excluded.version, heading = excluded.heading, words = excluded.words
        returning product_id, number
      )
      insert into product_headings (product_id, number, heading, filters)
      select product_id, number, heading, filters from made join written using (product_id)
      on conflict (product_id) do update set heading = excluded.heading, filters = excluded.filters`,
  )
}

export const removeDocuments: typeof sqlite.removeDocuments = async (tx, productIds) => {
  if (productIds.length === 0) return
  for (const table of ['product_search', 'product_headings']) {
    await tx.rows(sql`delete from ${sql.raw(table)} where product_id in ${productIds}`)
  }
}

export const stemLinesOf: typeof sqlite.stemLinesOf = async (tx, productIds) => {
  const rows = await linesOf(tx, { ids: JSON.stringify(productIds) })
  return new Map(rows.map(row => [row.id, row.stems]))
}

const linesOf = query<{ ids: string }, { id: string; stems: string }>(db =>
  db
    .select({ id: sql<string>`product_id`.as('id'), stems: sql<string>`stems`.as('stems') })
    .from(sql`product_search`)
    .where(sql`product_id in (select json_array_elements_text(${sql.placeholder('ids')}::json)) and stems is not null`),
)

export const isByKeys: typeof sqlite.isByKeys = true

export const headingsOf: typeof sqlite.headingsOf = async (tx, match, { most, keyed, only }) => {
  type Row = Readonly<{ id: string | null; heading: string; matches: number; keys: string | null }>
  const { from, condition: matches, row } = onPostgres(match)
  const found = sql`select product_search.${row} as place, number, product_id from ${from} where ${matches} limit ${keyed + 1}`
  const places = only
    ? sql`array(select place from unnest(found.places, found.numbers) as match (place, number) where ${only(sql`match.number`)})`
    : sql`found.places`
  // Rows are read where they lie, once it is known that they are not too many.
  const rows = await tx.rows<Row>(
    sql`with found as materialized (
        select array_agg(place) as places, array_agg(number) as numbers, array_agg(product_id) as ids,
          count(*)::int as matches from (${found}) listed)
      select named.product_id as id, substr(coalesce(named.stems, ''), 1, ${usualHeading}) as heading, found.matches,
        case when found.matches between ${most + 1} and ${keyed} then (
          select json_agg(id order by number desc)::text from unnest(found.ids, found.numbers) as match (id, number)
        ) end as keys
      from found left join lateral (
        select product_id, number, stems from product_search
        where found.matches <= ${most} and product_search.${row} = any(${places}) offset 0
      ) named on true
      order by named.number desc`,
  )
  const [first] = rows
  if (first && first.matches > most) return first.keys === null ? {} : { keys: JSON.parse(first.keys) }
  return { headings: rows.flatMap(({ id, heading }) => (id === null ? [] : [{ id, heading }])) }
}

export const outdatedProducts: typeof sqlite.outdatedProducts = async (tx, limit) => {
  const rows = await tx.rows<{ id: string }>(
    sql`select product_id as id from product_search where version < ${documentVersion} limit ${limit}`,
  )
  return rows.map(({ id }) => id)
}

export const outdateCategory: typeof sqlite.outdateCategory = async (tx, categoryId) => {
  await tx.rows(
    sql`update product_search set version = 0
      where product_id in (select product_id from product_categories where category_id = ${categoryId})`,
  )
}

export const matching: typeof sqlite.matching = async (tx, match, most) => {
  const [found] = await tx.rows<{ keys: string }>(
    sql`select coalesce(json_agg(product_id order by number desc), '[]')::text as keys
      from (${selectMatching(match, sql`product_id, number`)} limit ${most}) found`,
  )
  return JSON.parse(found?.keys ?? '[]')
}

export const countMatches: typeof sqlite.countMatches = async (tx, match, most) => {
  const [counted] = await tx.rows<{ matches: number }>(
    sql`select count(*)::int as matches from (${selectMatching(match, sql`1`)} limit ${most}) found`,
  )
  return counted?.matches ?? 0
}

function selectMatching(match: Match, columns: SQL): SQL {
  const { from, condition } = onPostgres(match)
  return sql`select ${columns} from ${from} where ${condition}`
}

function onPostgres(match: Match) {
  const { place, terms, without, within } = match
  return matchOnPostgres({
    place,
    words: terms.length > 0 ? tsExpression(match) : undefined,
    without: without && tsWithout(without),
    within: within && tsFilters(within),
  })
}

/** Two changes to the same products wait for each other, in one order, so that the later one sees what the earlier did. */
export const holdProducts: typeof sqlite.holdProducts = async (tx, productIds) => {
  if (productIds.length > 0)
    await tx.rows(sql`select id from products where id in ${productIds} order by id for update`)
}
