import { type SQL, sql } from 'drizzle-orm'

/** What full-text search needs to know of a term; `search-terms.ts` knows more. */
export type Looked = {
  readonly forms: readonly { readonly words: readonly string[] }[]
  readonly isPrefix: boolean
}

/** By which a product that matches is looked up soonest: on SQLite its number in full-text search, on PostgreSQL its id. */
export type MatchKey = number | string

/** What a product must have: every one of the terms or at least one, and where. */
export type Match = {
  readonly has: 'all' | 'some'
  readonly terms: readonly Looked[]
  /** `heading` means title, brand and kind, `text` that the heading alone would not do. */
  readonly place: 'anywhere' | 'heading' | 'text'
  /** And none of these. */
  readonly without?: readonly Without[]
  /** Words of filters: one of each, anywhere. Without terms they are all that is asked for. */
  readonly within?: readonly (readonly string[])[]
}
type Terms = Pick<Match, 'has' | 'terms'>
type Without = Terms & { readonly place: 'anywhere' | 'heading' }

/** The match expression of SQLite's full-text search. Words hold letters and digits only. */
export function fts5Expression(match: Match): string {
  const filters = (match.within ?? []).map(words => `(${words.map(word => `"${word}"`).join(' OR ')})`)
  const words = match.terms.length > 0 ? [`(${fts5Words(match)})`] : []
  return [...words, ...filters].join(' AND ')
}

function fts5Words(match: Match): string {
  const placed = fts5Placed(match)
  return match.without ? `(${placed}) NOT (${match.without.map(fts5Placed).join(' OR ')})` : placed
}

function fts5Placed({ place, ...terms }: Terms & Pick<Match, 'place'>): string {
  const wanted = expression(terms, fts5)
  const inHeading = `{title brand kind} : (${wanted})`
  return { anywhere: `(${wanted})`, heading: inHeading, text: `(${wanted}) NOT (${inHeading})` }[place]
}

/** The same terms for PostgreSQL's `to_tsquery`. What is looked for in headings among all words tells so by its weight. */
export const tsExpression = (match: Match): string =>
  match.without ? tsPlaced(match) : expression(match, tsOfWeight(''))

/** What a product must not have, for `to_tsquery`. */
export const tsWithout = (without: NonNullable<Match['without']>): string =>
  without.map(each => `(${tsPlaced(each)})`).join(' | ')

const tsPlaced = ({ place, ...terms }: Terms & Pick<Match, 'place'>): string =>
  expression(terms, tsOfWeight(place === 'heading' ? 'AB' : ''))

/** The words of filters as PostgreSQL's `tsquery`. */
export const tsFilters = (within: NonNullable<Match['within']>): string =>
  within.map(words => `(${words.map(word => `'${word}'`).join(' | ')})`).join(' & ')

type OnPostgres = Pick<Match, 'place'> & Readonly<Record<'words' | 'without' | 'within', unknown>>

/**
 * What `fts5Expression` says, for PostgreSQL; the expressions are values or placeholders. The condition is of the table
 * `from`, by the name of `product_search`. Headings lie close together in a table of their own, with the words of filters,
 * where filters alone are looked for as well.
 */
export function matchOnPostgres({ words, without, within, place }: OnPostgres): {
  readonly from: SQL
  readonly condition: SQL
  /** The column by which `product_search` has the row of what matches. */
  readonly row: SQL
} {
  const isOfHeadings = (place === 'heading' || words === undefined) && without === undefined
  const wanted = words === undefined ? [] : [sql`to_tsquery('mitchweb', ${words})`]
  const filters = within === undefined ? [] : [sql`${within}::tsquery`]
  const inHeading = wanted.map(query => sql`product_search.heading @@ ${query}`)
  // Few products have the filters, which are short and sooner looked at than headings.
  const conditions = isOfHeadings
    ? [...filters.map(query => sql`product_search.filters @@ ${query}`), ...inHeading]
    : [
        ...[...wanted, ...filters].map(query => sql`product_search.words @@ ${query}`),
        ...(place === 'text' ? inHeading.map(found => sql`not ${found}`) : []),
        ...(without === undefined ? [] : [sql`not product_search.words @@ to_tsquery('mitchweb', ${without})`]),
      ]
  return {
    from: isOfHeadings ? sql`product_headings product_search` : sql`product_search`,
    condition: sql.join(conditions, sql` and `),
    row: sql.raw(isOfHeadings ? 'number' : 'ctid'),
  }
}

/** Whether a row of `product_search` has the words in its heading, where they are read once for many rows. */
export const isCalledOnPostgres = (words: unknown): SQL =>
  sql`product_search.heading @@ (select to_tsquery('mitchweb', ${words}))`

type Language = {
  readonly and: string
  readonly or: string
  readonly form: (form: Looked['forms'][number]) => string
  readonly prefix: (word: string) => string
}

const fts5: Language = {
  and: ' AND ',
  or: ' OR ',
  form: ({ words }) => `"${words.join(' ')}"`,
  prefix: word => `"${word}"*`,
}

const tsOfWeight = (weight: '' | 'AB'): Language => ({
  and: ' & ',
  or: ' | ',
  form: ({ words }) => `(${words.map(word => `'${word}'${weight && `:${weight}`}`).join(' <-> ')})`,
  prefix: word => `'${word}':*${weight}`,
})

function expression({ has, terms }: Terms, { and, or, form, prefix }: Language): string {
  const each = terms.map(({ forms, isPrefix }) => {
    const typed = forms[0]!.words[0]!
    return `(${[...forms.map(form), ...(isPrefix ? [prefix(typed)] : [])].join(or)})`
  })
  return each.join(has === 'all' ? and : or)
}
