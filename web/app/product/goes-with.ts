type Known = { readonly ids: readonly string[]; readonly until: number }

/** What guests were told goes with a product, by product and by what they chose. */
export type GoesWith = Map<string, Known>
