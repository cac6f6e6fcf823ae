import type { Form, Term } from './search-terms.ts'

/** `all` has every term, `any` at least one, and `some` at least one but not every. */
export type Mode = 'all' | 'any' | 'some'

/** The match expression of SQLite's full-text search. Words hold letters and digits only. */
export const fts5Expression = (terms: readonly Term[], mode: Mode): string =>
  expression(terms, mode, {
    and: ' AND ',
    or: ' OR ',
    andNot: ' NOT ',
    form: ({ words }) => `"${words.join(' ')}"`,
    prefix: word => `"${word}"*`,
  })

/** The same for PostgreSQL's `to_tsquery`. */
export const tsExpression = (terms: readonly Term[], mode: Mode): string =>
  expression(terms, mode, {
    and: ' & ',
    or: ' | ',
    andNot: ' & !',
    form: ({ words }) => `(${words.map(word => `'${word}'`).join(' <-> ')})`,
    prefix: word => `'${word}':*`,
  })

type Language = {
  readonly and: string
  readonly or: string
  readonly andNot: string
  readonly form: (form: Form) => string
  readonly prefix: (word: string) => string
}

function expression(terms: readonly Term[], mode: Mode, language: Language): string {
  const { and, or, andNot, form, prefix } = language
  const each = terms.map(({ forms, isPrefix }) => {
    const typed = forms[0]!.words[0]!
    return `(${[...forms.map(form), ...(isPrefix ? [prefix(typed)] : [])].join(or)})`
  })
  if (mode === 'some') return `(${each.join(or)})${andNot}(${each.join(and)})`
  return each.join(mode === 'all' ? and : or)
}
