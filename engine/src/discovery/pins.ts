import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { categoriesNamed, collectionsNamed, productCards } from '../catalog/index.ts'
import { cleanLine } from '../shared/clean-text.ts'
import { CommerceError, notFound, quoteInput } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import type * as contract from './contract.ts'
import type { PinsView } from './contract.ts'
import type { Narrowing } from './narrowing.ts'
import { queryWords } from './query-words.ts'
import { resolve } from './resolve.ts'
import { tables } from './tables.ts'

/** Product ids, in the merchant's order. */
export type Pins = { readonly pinned: readonly string[]; readonly buried: readonly string[] }
export const noPins: Pins = { pinned: [], buried: [] }

/** The list that a search is: its words, or what it lists without any. Other filters narrow the same list. */
export function listKeyOf(
  words: readonly string[],
  { categoryIds = [], collectionIds = [] }: Pick<Narrowing, 'categoryIds' | 'collectionIds'>,
): string | undefined {
  if (words.length > 0) return `query:${words.join(' ')}`
  if (collectionIds.length === 1 && categoryIds.length === 0) return `collection:${collectionIds[0]}`
  if (categoryIds.length === 1 && collectionIds.length === 0) return `category:${categoryIds[0]}`
  return undefined
}

export async function pinsOf(tx: ReadTx, listKey: string | undefined): Promise<Pins> {
  return listKey === undefined ? noPins : pinsFrom(await pinRows(tx, { listKey }))
}

const pinsFrom = (rows: readonly { readonly productId: string; readonly place: number }[]): Pins => ({
  pinned: rows.filter(({ place }) => place >= 0).map(row => row.productId),
  buried: rows.filter(({ place }) => place < 0).map(row => row.productId),
})

const pinRows = query((db, tx) => {
  const { listPins: pins } = tables(tx)
  return db
    .select()
    .from(pins)
    .where(eq(pins.listKey, sql.placeholder('listKey')))
    .orderBy(asc(pins.place))
})

export async function pinResults(
  tx: Tx,
  { list, pinned = [], buried = [] }: Input<typeof contract.pinResults>,
): Promise<Output<typeof contract.pinResults>> {
  const listKey = await namedList(tx, list)
  const [first, last] = [await productIds(tx, pinned), await productIds(tx, buried)]
  const both = first.find(id => last.includes(id))
  if (both !== undefined) throw new CommerceError('invalid_input', `Product ${both} is pinned and buried at once.`)
  const { listPins: pins } = tables(tx)
  await tx.db.delete(pins).where(eq(pins.listKey, listKey))
  const rows = [
    ...first.map((productId, place) => ({ listKey, productId, place })),
    ...last.map((productId, index) => ({ listKey, productId, place: index - last.length })),
  ]
  if (rows.length > 0) await tx.db.insert(pins).values(rows)
  const [view] = await viewsOf(tx, [[listKey, { pinned: first, buried: last }]])
  return view!
}

async function namedList(tx: ReadTx, list: Input<typeof contract.pinResults>['list']): Promise<string> {
  const { query: asked, category, collection } = list
  if (asked !== undefined) {
    const key = listKeyOf(queryWords(asked), {})
    if (key === undefined) {
      throw new CommerceError('invalid_input', `There are no words to search for in ${quoteInput(asked)}.`)
    }
    return key
  }
  if (category !== undefined) {
    const [found, another] = await categoriesNamed(tx, [category])
    if (!found) throw notFound('category', category)
    if (another) {
      throw new CommerceError('invalid_input', `${quoteInput(category)} names ${found.path} and ${another.path}.`)
    }
    return `category:${found.id}`
  }
  const found = (await collectionsNamed(tx, [collection ?? ''])).get(collection ?? '')
  if (!found) throw notFound('collection', collection ?? '')
  return `collection:${found.id}`
}

/** Each once, in the order in which they were named. */
async function productIds(tx: ReadTx, names: readonly string[]): Promise<string[]> {
  const found = await resolve(tx, names)
  const unknown = names.find(name => !found.has(name))
  if (unknown !== undefined) throw notFound('product', unknown)
  return [...new Set(names.map(name => found.get(name)!.productId))]
}

export async function listPins(
  tx: ReadTx,
  { pagination = {} }: Input<typeof contract.listPins>,
): Promise<Output<typeof contract.listPins>> {
  const { cursor, limit = defaultPageSize } = pagination
  const [after] = cursor === undefined ? [''] : decodeCursor('pins', cursor)
  const { listPins: pins } = tables(tx)
  const keys = await tx.db
    .selectDistinct({ listKey: pins.listKey })
    .from(pins)
    .where(sql`${pins.listKey} > ${String(after)}`)
    .orderBy(asc(pins.listKey))
    .limit(limit + 1)
  const shown = keys.slice(0, limit).map(row => row.listKey)
  const rows =
    shown.length === 0
      ? []
      : await tx.db
          .select()
          .from(pins)
          .where(and(inArray(pins.listKey, shown)))
          .orderBy(asc(pins.place))
  const lists = shown.map(key => [key, pinsFrom(rows.filter(row => row.listKey === key))] as const)
  const last = keys.length > limit ? shown.at(-1) : undefined
  return {
    pins: await viewsOf(tx, lists),
    pagination: {
      has_next_page: last !== undefined,
      ...(last !== undefined && { cursor: encodeCursor('pins', [last]) }),
    },
  }
}

/** What is pinned and buried in one list. Throws `not_found` for a list of nothing. */
export async function pinsNamed(tx: ReadTx, list: Input<typeof contract.pinResults>['list']): Promise<PinsView> {
  const listKey = await namedList(tx, list)
  const [view] = await viewsOf(tx, [[listKey, await pinsOf(tx, listKey)]])
  return view!
}

async function viewsOf(tx: ReadTx, lists: readonly (readonly [key: string, pins: Pins])[]): Promise<PinsView[]> {
  const ids = [...new Set(lists.flatMap(([, { pinned, buried }]) => [...pinned, ...buried]))]
  const cards = new Map((await productCards(tx, ids)).map(card => [card.id, card]))
  const named = (list: readonly string[]) =>
    list.flatMap(id => {
      const card = cards.get(id)
      return card ? [{ id, handle: card.handle, title: cleanLine(card.title) }] : []
    })
  return lists.map(([key, { pinned, buried }]) => {
    const at = key.indexOf(':')
    const list = { [key.slice(0, at)]: key.slice(at + 1) }
    return { list, pinned: named(pinned), buried: named(buried) }
  })
}
