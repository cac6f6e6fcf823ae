import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import { placeholderFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import type { ProductStatus } from './product.ts'
import type { Publication } from './publication.ts'
import { productsByIds } from './records.ts'
import { type PublicationChange, tables } from './tables.ts'

type Scheduled = Publication & {
  readonly id: string
  readonly isNew: boolean
  readonly status?: ProductStatus | undefined
}

/** Notes when products will appear and be gone, in place of what was noted before. What is due already is told first. */
export async function schedule(tx: Tx, products: readonly Scheduled[]): Promise<void> {
  const { publications } = tables(tx)
  const known = products.filter(product => !product.isNew).map(product => product.id)
  for (let start = 0; start < known.length; start += 500) {
    const mine = inArray(publications.productId, known.slice(start, start + 500))
    await tellOf(tx, await tx.db.delete(publications).where(mine).returning())
  }
  const rows = products
    .filter(({ status }) => status === undefined || status === 'active')
    .flatMap(({ id, publishAt, unpublishAt }) => [
      ...futureChange(tx, id, 'published', publishAt),
      ...futureChange(tx, id, 'unpublished', unpublishAt),
    ])
  for (let start = 0; start < rows.length; start += 1000) {
    await tx.db.insert(publications).values(rows.slice(start, start + 1000))
  }
}

function futureChange({ now }: Tx, productId: string, change: PublicationChange, at: Date | null) {
  return at !== null && at > now ? [{ productId, change, at }] : []
}

/** Whether some product is to appear that buyers should not hear of before. */
export const isAnyToAppear = async (tx: ReadTx): Promise<boolean> =>
  (await nextToAppear(tx, { now: tx.now })).length > 0

const nextToAppear = query((db, tx) => {
  const { publications } = tables(tx)
  const isLater = gt(publications.at, placeholderFor(publications.at, 'now'))
  return db
    .select({ id: publications.productId })
    .from(publications)
    .where(and(eq(publications.change, 'published'), isLater))
    .limit(1)
})

/** Tells of products that have appeared or gone since it was last asked, a bounded number at a time. */
export async function announcePublications(tx: Tx): Promise<number> {
  const { publications } = tables(tx)
  const due = await tx.db
    .select()
    .from(publications)
    .where(sql`${publications.at} <= ${sql.param(tx.now, publications.at)}`)
    .orderBy(publications.at, publications.productId)
    .limit(200)
  const mine: typeof due = []
  for (const { productId, change } of due) {
    // Another node may be telling of it; whoever takes the row does.
    const ofThis = and(eq(publications.productId, productId), eq(publications.change, change))
    mine.push(...(await tx.db.delete(publications).where(ofThis).returning()))
  }
  await tellOf(tx, mine)
  return mine.length
}

type Noted = { readonly productId: string; readonly change: PublicationChange; readonly at: Date }

async function tellOf(tx: Tx, noted: readonly Noted[]): Promise<void> {
  const due = noted.filter(({ at }) => at <= tx.now)
  const ids = [...new Set(due.map(({ productId }) => productId))]
  const handles = new Map((await productsByIds(tx, ids)).map(({ id, handle }) => [id, handle]))
  for (const { productId, change, at } of due) {
    await tx.emit(`product.${change}`, {
      product_id: productId,
      handle: handles.get(productId) ?? '',
      at: at.toISOString(),
    })
  }
}
