import { and, asc, eq, exists, gte, inArray, isNotNull, like, lt, type SQL, sql } from 'drizzle-orm'
import { cleanLine } from '../shared/clean-text.ts'
import { hold } from '../storage/hold.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { formerHolders } from './handle-history.ts'
import { folded, slug } from './product.ts'
import { tables } from './tables.ts'
import { subjectOf } from './translation.ts'

export type Category = {
  readonly id: string
  readonly parentId: string | null
  readonly handle: string
  readonly title: string
  readonly path: string
  readonly pathKey: string
  readonly titleKey: string
  readonly position: number
  readonly hidden: boolean
}

/** "Kitchen > Mugs" as its titles from the top. */
export const titlesOf = (path: string): string[] => path.split('>').map(cleanLine).filter(Boolean)

export const pathKeyOf = (path: string): string => titlesOf(path).map(folded).join(' > ')

/** Every category, each before those below it, and those beside each other in the merchant's order. */
export async function allCategories(tx: ReadTx): Promise<Category[]> {
  const children = Map.groupBy(await everyCategory(tx), category => category.parentId)
  const inOrder = (parentId: string | null): Category[] =>
    (children.get(parentId) ?? [])
      .sort((a, b) => a.position - b.position)
      .flatMap(category => [category, ...inOrder(category.id)])
  return inOrder(null)
}

/** The categories of these paths and of everything above them, by path key; what is new is made. */
export async function ensureCategories(tx: Tx, paths: readonly string[]): Promise<Map<string, Category>> {
  const { categories } = tables(tx)
  const wanted = new Map<string, string[]>()
  for (const titles of paths.map(titlesOf)) {
    titles.forEach((_, depth) => {
      const above = titles.slice(0, depth + 1)
      const key = pathKeyOf(above.join(' > '))
      if (!wanted.has(key)) wanted.set(key, above)
    })
  }
  const known = await byPathKeys(tx, [...wanted.keys()])
  const shortestFirst = [...wanted].sort(([, a], [, b]) => a.length - b.length)
  for (const [key, titles] of shortestFirst) {
    if (known.has(key)) continue
    const parent = known.get(pathKeyOf(titles.slice(0, -1).join(' > ')))
    const title = titles.at(-1) ?? ''
    const path = [...(parent ? [parent.path] : []), title].join(' > ')
    const made = {
      id: tx.newId('cat', 'short'),
      parentId: parent?.id ?? null,
      title,
      titleKey: folded(title),
      path,
      pathKey: key,
      position: 0,
      hidden: parent?.hidden ?? false,
    }
    await tx.db
      .insert(categories)
      .values({ ...made, handle: await freeCategoryHandle(tx, titles, made.id) })
      .onConflictDoNothing()
    // Another node may have made it meanwhile; then its row counts.
    for (const [, category] of await byPathKeys(tx, [key])) known.set(key, category)
  }
  return known
}

/** The shortest free name: "mugs", else "kitchen-mugs", else one with the id in it. */
export async function freeCategoryHandle(tx: Tx, titles: readonly string[], id: string): Promise<string> {
  const { categories } = tables(tx)
  const candidates = [slug(titles.at(-1) ?? ''), slug(titles.join(' '))]
  const taken = await tx.db
    .select({ handle: categories.handle })
    .from(categories)
    .where(inArray(categories.handle, candidates))
  const used = [...taken, ...(await formerHolders(tx, candidates, { kind: 'category' }))]
  return candidates.find(name => !used.some(row => row.handle === name)) ?? `${candidates[0]}-${slug(id)}`
}

async function byPathKeys(tx: ReadTx, keys: readonly string[]): Promise<Map<string, Category>> {
  const rows = await categoriesByPath(tx, keys)
  return new Map(rows.map(row => [row.pathKey, row]))
}

export const categoriesByPath = queryByIds((db, tx, keys) => {
  const { categories } = tables(tx)
  return db.select().from(categories).where(inArray(categories.pathKey, keys))
})

const everyCategory = query((db, tx) => {
  const { categories } = tables(tx)
  return db.select().from(categories).orderBy(asc(categories.pathKey))
})

export type CategorizedProduct = {
  readonly id: string
  readonly isNew: boolean
  readonly createdAt: Date
  readonly paths: readonly string[]
}

/** Sets the categories of products, which replaces those they had. */
export async function assignCategories(tx: Tx, products: readonly CategorizedProduct[]): Promise<void> {
  const { productCategories } = tables(tx)
  // A category that is being moved has its products first.
  await hold(tx, 'categories', 'shared')
  const known = await ensureCategories(tx, [...new Set(products.flatMap(product => product.paths))])
  const old = products.filter(product => !product.isNew).map(product => product.id)
  if (old.length > 0) await tx.db.delete(productCategories).where(inArray(productCategories.productId, old))
  const byId = new Map([...known.values()].map(category => [category.id, category]))
  const rows = products.flatMap(({ id, createdAt, paths }) => {
    const places = new Map<string, number | null>()
    const own = paths.map(path => known.get(pathKeyOf(path))).filter(category => category !== undefined)
    for (const category of own) if (!places.has(category.id)) places.set(category.id, places.size)
    for (const category of own) {
      for (let above = byId.get(category.parentId ?? ''); above; above = byId.get(above.parentId ?? '')) {
        if (!places.has(above.id)) places.set(above.id, null)
      }
    }
    return [...places].map(([categoryId, position]) => ({
      categoryId,
      productId: id,
      position,
      productCreatedAt: createdAt,
    }))
  })
  for (let start = 0; start < rows.length; start += 1000) {
    await tx.db.insert(productCategories).values(rows.slice(start, start + 1000))
  }
}

/** The paths of the products' own categories, in the merchant's order; for buyers without the hidden ones. */
export async function categoryPaths(
  tx: ReadTx,
  productIds: readonly string[],
  { forBuyers = false }: { readonly forBuyers?: boolean } = {},
): Promise<Map<string, string[]>> {
  const paths = new Map<string, string[]>()
  for (const { productId, path, hidden } of await ownCategories(tx, productIds)) {
    if (forBuyers && hidden) continue
    paths.set(productId, [...(paths.get(productId) ?? []), path])
  }
  return paths
}

const ownCategories = queryByIds((db, tx, ids) => {
  const { categories, productCategories } = tables(tx)
  return db
    .select({ productId: productCategories.productId, path: categories.path, hidden: categories.hidden })
    .from(productCategories)
    .innerJoin(categories, eq(categories.id, productCategories.categoryId))
    .where(and(inArray(productCategories.productId, ids), isNotNull(productCategories.position)))
    .orderBy(asc(productCategories.position))
})

/** The ids of the products' own categories and of every category above them, by product. */
export async function categoryIdsOf(tx: ReadTx, productIds: readonly string[]): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>()
  for (const { productId, categoryId } of await everyCategoryOf(tx, productIds)) {
    ids.set(productId, [...(ids.get(productId) ?? []), categoryId])
  }
  return ids
}

const everyCategoryOf = queryByIds((db, tx, ids) => {
  const { categoryId, productId } = tables(tx).productCategories
  return db.select({ categoryId, productId }).from(tables(tx).productCategories).where(inArray(productId, ids))
})

/**
 * Some categories whose title, or its translation into one of these languages, begins so, in lower case without accents,
 * and that have products which buyers can see.
 */
export async function categoriesBeginning(
  tx: ReadTx,
  letters: string,
  languages: readonly string[] = [],
): Promise<Begun[]> {
  const range = { letters, end: `${letters}\u{10FFFF}` }
  const own = await filledCategories(tx, range)
  const told = await categoriesTold(tx, languages, range)
  const others = (await filledByPath(tx, told)).filter(({ id }) => own.every(known => known.id !== id))
  return [...own, ...others]
}

type Begun = { readonly id: string; readonly handle: string; readonly path: string }

const mostBegun = 5

const filledCategories = query((db, tx) => {
  const { titleKey } = tables(tx).categories
  return filledOf(db, tx, [gte(titleKey, sql.placeholder('letters')), lt(titleKey, sql.placeholder('end'))])
    .orderBy(asc(titleKey))
    .limit(mostBegun)
})

const filledByPath = queryByIds((db, tx, paths) => filledOf(db, tx, [inArray(tables(tx).categories.pathKey, paths)]))

function filledOf(db: ReadTx['db'], tx: Pick<ReadTx, 'columns'>, conditions: readonly SQL[]) {
  const { categories, productCategories, products } = tables(tx)
  const { id, handle, path, hidden } = categories
  const active = db
    .select({ id: products.id })
    .from(productCategories)
    .innerJoin(products, and(eq(products.id, productCategories.productId), eq(products.status, 'active')))
    .where(eq(productCategories.categoryId, categories.id))
  return db
    .select({ id, handle, path })
    .from(categories)
    .where(and(eq(hidden, false), ...conditions, exists(active)))
}

/** The path keys of categories whose translated title begins so. */
async function categoriesTold(
  tx: ReadTx,
  languages: readonly string[],
  range: { readonly letters: string; readonly end: string },
): Promise<string[]> {
  const subjects: string[] = []
  for (const language of languages) {
    for (const { subject } of await wordsBeginning(tx, { ...range, language })) subjects.push(subject)
  }
  const kind = subjectOf('category', '')
  return [...new Set(subjects)].filter(subject => subject.startsWith(kind)).map(subject => subject.slice(kind.length))
}

const wordsBeginning = query((db, tx) => {
  const { subject, language, word } = tables(tx).translations
  return db
    .select({ subject })
    .from(tables(tx).translations)
    .where(
      and(
        gte(word, sql.placeholder('letters')),
        lt(word, sql.placeholder('end')),
        eq(language, sql.placeholder('language')),
        like(subject, `${subjectOf('category', '')}%`),
      ),
    )
    .limit(mostBegun)
})
