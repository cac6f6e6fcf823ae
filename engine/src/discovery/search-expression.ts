import { type SQL, sql } from 'drizzle-orm'

/** What full-text search needs to know of a term; `search-terms.ts` knows more. */
export type Looked = {
  readonly forms: readonly { readonly words: readonly string[] }[]
  readonly isPrefix: boolean
}

/** What a product must have: every one of the terms or at least one, and where. */
export type Match = {
  readonly has: 'all' | 'some'
  readonly terms: readonly Looked[]
  /** `heading` means title, brand and kind, `text` that the heading alone would not do. */
  readonly place: 'anywhere' | 'heading' | 'text'
  /** And not these, wherever they stand. */
  readonly without?: Terms
  /** Words of filters: one of each, anywhere. Without terms they are all that is asked for. */
  readonly within?: readonly (readonly string[])[]
}
type Terms = Pick<Match, 'has' | 'terms'>

/** The match expression of SQLite's full-text search. Words hold letters and digits only. */
export function fts5Expression(match: Match): string {
  const filters = (match.within ?? []).map(words => `(${words.map(word => `"${word}"`).join(' OR ')})`)
  const words = match.terms.length > 0 ? [`(${fts5Words(match)})`] : []
  return [...words, ...filters].join(' AND ')
}

function fts5Words(match: Match): string {
  const wanted = expression(match, fts5)
  const inHeading = `{title brand kind} : (${wanted})`
  const placed = { anywhere: `(${wanted})`, heading: inHeading, text: `(${wanted}) NOT (${inHeading})` }[match.place]
  return match.without ? `(${placed}) NOT (${expression(match.without, fts5)})` : placed
}

/** The same terms for PostgreSQL's `to_tsquery`; the place is a column there, not a part of the expression. */
export const tsExpression = (terms: Terms): string => expression(terms, ts)

/** The words of filters as PostgreSQL's `tsquery`. */
export const tsFilters = (within: NonNullable<Match['within']>): string =>
  within.map(words => `(${words.map(word => `'${word}'`).join(' | ')})`).join(' & ')

/** What `fts5Expression` says, for PostgreSQL; the expressions are values or placeholders. */
export function matchOnPostgres(
  place: Match['place'],
  { words, without, within }: { readonly words: unknown; readonly without: unknown; readonly within: unknown },
): SQL {
  const filters = within === undefined ? [] : [sql`product_search.words @@ ${within}::tsquery`]
  const found = words === undefined ? [] : [wordsOnPostgres(place, { words, without })]
  return sql.join([...found, ...filters], sql` and `)
}

function wordsOnPostgres(place: Match['place'], { words, without }: { words: unknown; without: unknown }): SQL {
  const wanted = sql`to_tsquery('mitchweb', ${words})`
  const anywhere = sql`product_search.words @@ ${wanted}`
  const inHeading = sql`product_search.heading @@ ${wanted}`
  const placed = { anywhere, heading: inHeading, text: sql`${anywhere} and not ${inHeading}` }[place]
  return without === undefined
    ? placed
    : sql`${placed} and not product_search.words @@ to_tsquery('mitchweb', ${without})`
}

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

const ts: Language = {
  and: ' & ',
  or: ' | ',
  form: ({ words }) => `(${words.map(word => `'${word}'`).join(' <-> ')})`,
  prefix: word => `'${word}':*`,
}

function expression({ has, terms }: Terms, { and, or, form, prefix }: Language): string {
  const each = terms.map(({ forms, isPrefix }) => {
    const typed = forms[0]!.words[0]!
    return `(${[...forms.map(form), ...(isPrefix ? [prefix(typed)] : [])].join(or)})`
  })
  return each.join(has === 'all' ? and : or)
}
