import { and, asc, eq, gt, isNotNull, ne, or, sql } from 'drizzle-orm'
import { cleanLine } from '../shared/clean-text.ts'
import type { ReadTx } from '../storage/port.ts'
import { categoriesNamed } from './categories-named.ts'
import { type Collection, everyCollectionNamed } from './collection-records.ts'
import type { Media, TranslatedType } from './contract.ts'
import { productsByHandles, productsByIds, skuHolders, variantsByIds, variantsOf } from './records.ts'
import { tables } from './tables.ts'
import { termsOfProduct, termsOfVariant } from './wording.ts'

/** One thing with texts of the shop's own. */
export type SourceTexts = { readonly key: string; readonly id: string; readonly source: Record<string, unknown> }

/** A kind of thing whose texts can be translated, as its room knows it. */
export type Translatable = {
  /** The key under which each of these is translated, by the name it was asked by. */
  readonly keysOf: (tx: ReadTx, names: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** The next ones behind a place in the list, and the place behind them where there are more. */
  readonly page: (
    tx: ReadTx,
    after: string,
    limit: number,
  ) => Promise<{ readonly items: readonly SourceTexts[]; readonly next?: string }>
}

export type Translatables = Readonly<Record<TranslatedType, Translatable>>

/** A kind of which there are few rows: they are read whole, and come in the order of their keys. */
export function fewTranslatables(
  all: (tx: ReadTx) => Promise<readonly (SourceTexts & { readonly names?: readonly string[] })[]>,
): Translatable {
  return {
    keysOf: async (tx, names) => {
      const keys = new Map<string, string>()
      for (const { key, id, names: others = [] } of await all(tx)) {
        for (const name of [key, id, ...others]) if (names.includes(name) && !keys.has(name)) keys.set(name, key)
      }
      return keys
    },
    page: async (tx, after, limit) => {
      const rest = (await all(tx)).filter(({ key }) => key > after).sort((a, b) => (a.key < b.key ? -1 : 1))
      return pageOf(rest.slice(0, limit + 1), limit, item => item.key)
    },
  }
}

/** The first `limit` of the rows; where there is one more, the place behind them. */
function pageOf<T extends SourceTexts>(rows: readonly T[], limit: number, placeOf: (item: T) => string) {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, ...(last && { next: placeOf(last) }) }
}

const products: Translatable = {
  keysOf: async (tx, names) =>
    new Map([
      ...(await productsByHandles(tx, names)).map(({ handle, id }) => [handle, id] as const),
      ...(await productsByIds(tx, names)).map(({ id }) => [id, id] as const),
    ]),
  page: async (tx, after, limit) => {
    const rows = await productsAfter(tx, after, limit + 1)
    const items = rows.map(row => ({
      key: row.id,
      id: row.handle,
      source: { title: row.title, ...longTextsOf(row), ...altTextsOf(row.media) },
    }))
    return pageOf(items, limit, ({ key }) => key)
  },
}

type LongTexts = Pick<Collection, 'plain' | 'description' | 'seoTitle' | 'seoDescription'>

const longTextsOf = ({ plain, description, seoTitle, seoDescription }: LongTexts) => ({
  ...(plain !== '' && { description: description ?? { plain } }),
  ...(seoTitle !== null && { seo_title: seoTitle }),
  ...(seoDescription !== null && { seo_description: seoDescription }),
})

function altTextsOf(media: readonly Media[], others: readonly Media[] = []) {
  const urls = new Set(others.map(({ url }) => url))
  const told = media.filter(({ url, alt_text }) => alt_text && !urls.has(url))
  return told.length > 0 ? { alt_texts: Object.fromEntries(told.map(({ url, alt_text }) => [url, alt_text])) } : {}
}

const productsAfter = async (tx: ReadTx, after: string, limit: number) =>
  await tx.db
    .select()
    .from(tables(tx).products)
    .where(and(gt(tables(tx).products.id, after), ne(tables(tx).products.status, 'archived')))
    .orderBy(asc(tables(tx).products.id))
    .limit(limit)

/** A variant has texts of its own only where the merchant gave it a title, or a medium that its product has not. */
const variants: Translatable = {
  keysOf: async (tx, names) =>
    new Map([
      ...(await skuHolders(tx, names)).map(({ sku, variantId }) => [sku ?? '', variantId] as const),
      ...(await variantsByIds(tx, names)).map(({ id }) => [id, id] as const),
    ]),
  page: async (tx, after, limit) => {
    const { variants: table, products: owners } = tables(tx)
    const rows = await tx.db
      .select({ id: table.id, title: table.title, media: table.media, productMedia: owners.media })
      .from(table)
      .innerJoin(owners, eq(owners.id, table.productId))
      .where(
        and(
          gt(table.id, after),
          sql`not ${table.archived}`,
          ne(owners.status, 'archived'),
          or(isNotNull(table.title), sql`cast(${table.media} as text) <> '[]'`),
        ),
      )
      .orderBy(asc(table.id))
      .limit(limit + 1)
    const items = rows.map(({ id, title, media, productMedia }) => ({
      key: id,
      id,
      source: { ...(title !== null && { title }), ...altTextsOf(media, productMedia) },
    }))
    return pageOf(items, limit, ({ key }) => key)
  },
}

const categories: Translatable = {
  keysOf: async (tx, names) => {
    const found = await categoriesNamed(tx, names)
    const keys = new Map<string, string>()
    for (const name of names) {
      const [wanted] = [name.trim().toLowerCase()]
      const category = found.find(({ handle, pathKey, path }) => [handle, pathKey, path.toLowerCase()].includes(wanted))
      if (category) keys.set(name, category.pathKey)
    }
    return keys
  },
  page: async (tx, after, limit) => {
    const { categories: table } = tables(tx)
    const rows = await tx.db
      .select()
      .from(table)
      .where(gt(table.pathKey, after))
      .orderBy(asc(table.pathKey))
      .limit(limit + 1)
    const items = rows.map(({ pathKey, handle, title }) => ({ key: pathKey, id: handle, source: { title } }))
    return pageOf(items, limit, ({ key }) => key)
  },
}

const collections: Translatable = {
  keysOf: async (tx, names) =>
    new Map([...(await everyCollectionNamed(tx, names))].map(([name, { id }]) => [name, id] as const)),
  page: async (tx, after, limit) => {
    const { collections: table } = tables(tx)
    const rows = await tx.db
      .select()
      .from(table)
      .where(and(gt(table.id, after), eq(table.archived, false)))
      .orderBy(asc(table.id))
      .limit(limit + 1)
    const items = rows.map(row => ({
      key: row.id,
      id: row.handle,
      source: { title: row.title, ...longTextsOf(row), ...altTextsOf(row.image ? [row.image] : []) },
    }))
    return pageOf(items, limit, ({ key }) => key)
  },
}

const policies = fewTranslatables(async tx => {
  const rows = await tx.db.select().from(tables(tx).policies)
  return rows.map(({ slug, title, body }) => ({ key: slug, id: slug, source: { title, body } }))
})

/** Words that recur. They are found product by product, so that each page costs the same however large the shop is. */
const terms: Translatable = {
  keysOf: async (_tx, names) => new Map(names.map(name => [name, cleanLine(name)])),
  page: async (tx, after, limit) => {
    const rows = await productsAfter(tx, after, limit + 1)
    const shown = rows.slice(0, limit)
    const byProduct = await variantsOf(
      tx,
      shown.map(product => product.id),
    )
    const words = [
      ...shown.flatMap(termsOfProduct),
      ...shown.flatMap(product => (byProduct.get(product.id) ?? []).flatMap(termsOfVariant)),
    ]
    const distinct = [...new Set(words.map(cleanLine))].filter(isTranslatableTerm)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return {
      items: distinct.map(word => ({ key: word, id: word, source: { title: word } })),
      ...(last && { next: last.id }),
    }
  },
}

/** Numbers, measures and codes ("150 × 200 cm", "1.5 l") are the same in every language, and long sentences are no words. */
const isTranslatableTerm = (word: string): boolean => word.length <= 500 && /\p{L}{3}/u.test(word)

export const catalogTranslatables = {
  product: products,
  variant: variants,
  category: categories,
  collection: collections,
  policy: policies,
  term: terms,
} satisfies Partial<Translatables>
