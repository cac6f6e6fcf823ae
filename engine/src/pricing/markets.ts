import { asc, eq } from 'drizzle-orm'
import { categoriesNamed, collectionsNamed, productsByHandles, productsByIds } from '../catalog/index.ts'
import { groupExists } from '../customers/index.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { MarketDraft, MarketScope } from './contract.ts'
import { settingsChanged, storeSettings } from './records.ts'
import { type PricingTables, tables } from './tables.ts'

type MarketRow = PricingTables['markets']['$inferSelect']
type ScopeRow = Omit<PricingTables['marketScopes']['$inferSelect'], 'marketId'>

export async function saveMarket(
  tx: Tx,
  { market: draft }: Input<typeof contract.saveMarket>,
): Promise<Output<typeof contract.saveMarket>> {
  await assertPossible(tx, draft)
  const { markets, marketScopes } = tables(tx)
  const row = rowOf(draft, draft.id ?? tx.newId('mkt', 'short'))
  const scopes = row.scope ? await scopesOf(tx, row.scope) : []
  const { id, ...changes } = row
  if (draft.id === undefined) await tx.db.insert(markets).values(row)
  else {
    const changed = await tx.db.update(markets).set(changes).where(eq(markets.id, id)).returning({ id: markets.id })
    if (changed.length === 0 && !tx.keepsIds) throw notFound('market', id)
    if (changed.length === 0) await tx.db.insert(markets).values(row)
  }
  settingsChanged(tx)
  await tx.db.delete(marketScopes).where(eq(marketScopes.marketId, id))
  for (let start = 0; start < scopes.length; start += 500) {
    await tx.db.insert(marketScopes).values(scopes.slice(start, start + 500).map(scope => ({ marketId: id, ...scope })))
  }
  await tx.emit('market.saved', { market_id: id })
  return viewOf(row)
}

/** A country is in one active market at most, and the currency is one that the shop sells in. */
async function assertPossible(tx: ReadTx, draft: MarketDraft): Promise<void> {
  const { id, countries, currency, customer_group: group, active } = draft
  const { currencies, markets } = await storeSettings(tx)
  if (!currencies.includes(currency)) {
    const text = `The shop does not sell in ${currency}, but in ${currencies.join(', ')}.`
    throw new CommerceError('currency_unavailable', text, { currency })
  }
  if (group !== undefined && !(await groupExists(tx, group))) throw notFound('customer group', group)
  if (active === false) return
  for (const other of markets.filter(market => market.active && market.id !== id)) {
    const twice = countries.find(country => other.countries.includes(country))
    if (twice === undefined) continue
    throw new CommerceError('duplicate', `${twice} is in the market ${other.title} already.`, { market: other.id })
  }
}

const rowOf = (draft: MarketDraft, id: string): MarketRow => ({
  id,
  title: draft.title,
  countries: [...new Set(draft.countries)],
  currency: draft.currency,
  customerGroup: draft.customer_group ?? null,
  restriction: draft.only ? 'only' : draft.without ? 'without' : null,
  active: draft.active ?? true,
  scope: draft.only ?? draft.without ?? null,
})

/** What the names of a scope mean. Throws `not_found` for the first one that means nothing. */
async function scopesOf(tx: ReadTx, scope: MarketScope): Promise<ScopeRow[]> {
  const { products = [], categories = [], collections = [] } = scope
  const found = [...(await productsByIds(tx, products)), ...(await productsByHandles(tx, products))]
  const unknown = products.find(name => !found.some(({ id, handle }) => id === name || handle === name))
  if (unknown !== undefined) throw notFound('product', unknown)
  const rows = found.map(({ id }): ScopeRow => ({ kind: 'product', targetId: id }))
  for (const name of categories) {
    const named = await categoriesNamed(tx, [name])
    if (named.length === 0) throw notFound('category', name)
    rows.push(...named.map(({ id }): ScopeRow => ({ kind: 'category', targetId: id })))
  }
  const gathered = await collectionsNamed(tx, collections)
  for (const name of collections) {
    const collection = gathered.get(name)
    if (!collection) throw notFound('collection', name)
    rows.push({ kind: 'collection', targetId: collection.id })
  }
  return [...new Map(rows.map(row => [`${row.kind} ${row.targetId}`, row])).values()]
}

export async function listMarkets(tx: ReadTx): Promise<Output<typeof contract.listMarkets>> {
  const { markets } = tables(tx)
  const rows = await tx.db.select().from(markets).orderBy(asc(markets.id))
  return { markets: rows.map(viewOf) }
}

const viewOf = ({ customerGroup, restriction, scope, ...row }: MarketRow): Output<typeof contract.saveMarket> => ({
  id: row.id,
  title: row.title,
  countries: [...row.countries],
  currency: row.currency,
  ...(customerGroup !== null && { customer_group: customerGroup }),
  ...(restriction && scope && { [restriction]: scope }),
  active: row.active,
})
