/** A product of the shelves in German; paragraphs are parted by a blank line. */
export type GermanProduct = { readonly title: string; readonly text: string }

/** By handle. */
export type GermanShelf = Readonly<Record<string, GermanProduct>>
