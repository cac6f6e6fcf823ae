import { and, asc, eq, inArray, or } from 'drizzle-orm'
import { CommerceError, notFound, quoteInput } from '../shared/errors.ts'
import type { Input } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type * as contract from './contract.ts'
import type { RelatedProducts } from './contract.ts'
import { productsByIds } from './records.ts'
import { productsNamed } from './save-collection.ts'
import { tables } from './tables.ts'

/** A product that staff name for another. */
export type Relation = {
  readonly productId: string
  readonly kind: RelatedProducts['related'][number]['kind']
  readonly relatedId: string
  readonly position: number
  readonly bothWays: boolean
}

export async function saveRelatedProducts(
  tx: Tx,
  { product: name, related }: Input<typeof contract.saveRelatedProducts>,
): Promise<RelatedProducts> {
  const { productRelations } = tables(tx)
  const named = await productsNamed(tx, [name, ...related.map(({ product }) => product)])
  const product = named.get(name)
  if (!product) throw notFound('product', name)
  const rows = new Map<string, Relation>()
  for (const [position, { kind, product: other, both_ways = false }] of related.entries()) {
    const relatedId = named.get(other)?.id
    if (relatedId === undefined) throw notFound('product', other)
    const place = `$.related[${position}]`
    if (relatedId === product.id) throw refused(`${quoteInput(other)} cannot be related to itself.`, place)
    if (rows.has(`${kind} ${relatedId}`)) throw refused(`${quoteInput(other)} is named twice as ${kind}.`, place)
    rows.set(`${kind} ${relatedId}`, { productId: product.id, kind, relatedId, position, bothWays: both_ways })
  }
  await tx.db.delete(productRelations).where(eq(productRelations.productId, product.id))
  if (rows.size > 0) await tx.db.insert(productRelations).values([...rows.values()])
  return await getRelatedProducts(tx, { product: product.id })
}

const refused = (text: string, path: string) => new CommerceError('invalid_input', text, { path })

export async function getRelatedProducts(
  tx: ReadTx,
  { product: name }: Input<typeof contract.getRelatedProducts>,
): Promise<RelatedProducts> {
  const product = (await productsNamed(tx, [name])).get(name)
  if (!product) throw notFound('product', name)
  const own = (await relationRows(tx, [product.id])).filter(({ productId }) => productId === product.id)
  const others = await productsByIds(
    tx,
    own.map(({ relatedId }) => relatedId),
  )
  const handles = new Map(others.map(({ id, handle }) => [id, handle]))
  return {
    product: { id: product.id, handle: product.handle },
    related: own.map(({ kind, relatedId, bothWays }) => ({
      kind,
      product: { id: relatedId, handle: handles.get(relatedId) ?? '' },
      both_ways: bothWays,
    })),
  }
}

/** What was named for these products, each one's own list in its order, then what names it and goes both ways. */
export async function relationsOf(tx: ReadTx, productIds: readonly string[]): Promise<Relation[]> {
  const rows = await relationRows(tx, productIds)
  const turned = rows
    .filter(({ bothWays, relatedId }) => bothWays && productIds.includes(relatedId))
    .map(row => ({ ...row, productId: row.relatedId, relatedId: row.productId }))
  return [...rows.filter(({ productId }) => productIds.includes(productId)), ...turned]
}

const relationRows = queryByIds((db, tx, ids) => {
  const { productRelations } = tables(tx)
  const { productId, relatedId, position, bothWays } = productRelations
  return db
    .select()
    .from(productRelations)
    .where(or(inArray(productId, ids), and(inArray(relatedId, ids), eq(bothWays, true))))
    .orderBy(asc(position), asc(productId), asc(relatedId))
    .limit(1000)
})
