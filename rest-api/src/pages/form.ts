/** The fields of a form as a person sent them, each at most once. */
export type Form = Readonly<Record<string, string>>

/** A field that was sent twice counts as not sent. */
export const formOf = (body: unknown): Form =>
  Object.fromEntries(Object.entries((body ?? {}) as object).filter(([, value]) => typeof value === 'string'))
