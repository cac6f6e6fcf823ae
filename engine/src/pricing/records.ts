import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import { titledIn } from '../catalog/index.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import { violationOf } from '../storage/database-errors.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { type Store, unsetStore } from './store.ts'
import { type PricingTables, tables } from './tables.ts'
import type { TaxRate } from './tax.ts'

/**
 * The settings of the shop. A shop that was never set up is "MitchWeb": it sells in EUR from DE and its prices include
 * tax, so that a fresh database can be used before anyone has saved settings.
 */
export function storeSettings(tx: ReadTx): Promise<Store> {
  const before = readIn.get(tx)
  if (before) return before
  const reading = readSettings(tx)
  readIn.set(tx, reading)
  return reading
}

/** An operation asks for the settings again and again; within one transaction they are read once. */
const readIn = new WeakMap<ReadTx, Promise<Store>>()

/** Whoever changes the settings or the markets tells so, that what follows in the transaction reads them again. */
export const settingsChanged = (tx: Tx): void => void readIn.delete(tx)

async function readSettings(tx: ReadTx): Promise<Store> {
  const [row] = await storeRow(tx)
  if (!row) return unsetStore
  const { id: _, description, email, ...settings } = row
  return {
    ...settings,
    markets: await marketRows(tx),
    ...(description !== null && { description }),
    ...(email !== null && { email }),
  }
}

export async function saveStoreSettings(
  tx: Tx,
  { description, email, ...settings }: Omit<Store, 'markets'>,
): Promise<void> {
  const { store } = tables(tx)
  const row = {
    ...settings,
    currencies: [...settings.currencies],
    languages: [...settings.languages],
    currencyByCountry: { ...settings.currencyByCountry },
    description: description ?? null,
    email: email ?? null,
  }
  await tx.db
    .insert(store)
    .values({ id: 'store', ...row })
    .onConflictDoUpdate({ target: store.id, set: row })
  settingsChanged(tx)
}

/** Every tax rate of a country; `ratesFor` chooses among them. */
export async function taxRatesIn(tx: ReadTx, country: string, languages: readonly string[] = []): Promise<TaxRate[]> {
  const rates = await taxRateRows(tx, { country: country.trim().toUpperCase() })
  return await titledIn(tx, languages, { type: 'tax_rate', things: rates, keyOf: ({ id }) => id })
}

type Listing = { readonly after: string; readonly limit: number; readonly country?: string | undefined }

export async function taxRatesAfter(tx: ReadTx, { after, limit, country }: Listing): Promise<TaxRate[]> {
  const { taxRates } = tables(tx)
  return await tx.db
    .select()
    .from(taxRates)
    .where(and(gt(taxRates.id, after), country === undefined ? undefined : eq(taxRates.country, country)))
    .orderBy(asc(taxRates.id))
    .limit(limit)
}

/** The rate of this id, or else of this zone and class. */
export async function findTaxRate(
  tx: ReadTx,
  { id, country, region, postalPrefix, taxClass }: { readonly [F in keyof TaxRate]?: TaxRate[F] | undefined },
): Promise<TaxRate | undefined> {
  const { taxRates } = tables(tx)
  const zone = { country, region, postalPrefix, taxClass }
  const isIt =
    id === undefined
      ? and(...(Object.keys(zone) as (keyof typeof zone)[]).map(name => eq(taxRates[name], zone[name] ?? '')))
      : eq(taxRates.id, id)
  const [rate] = await tx.db.select().from(taxRates).where(isIt)
  return rate
}

/** Throws `not_found` for an unknown id. */
export async function removeTaxRateRow(tx: Tx, id: string): Promise<TaxRate> {
  const { taxRates } = tables(tx)
  const [gone] = await tx.db.delete(taxRates).where(eq(taxRates.id, id)).returning()
  if (!gone) throw notFound('tax rate', id)
  return gone
}

/** Replaces the rate of the same zone and class, or creates it under the new id. */
export async function saveTaxRateRow(tx: Tx, rate: TaxRate): Promise<TaxRate> {
  const { taxRates } = tables(tx)
  const { id: _, ...changes } = rate
  const [saved] = await tx.db
    .insert(taxRates)
    .values(rate)
    .onConflictDoUpdate({
      target: [taxRates.country, taxRates.region, taxRates.postalPrefix, taxRates.taxClass],
      set: changes,
    })
    .returning()
  return saved!
}

/** Throws `not_found` for an unknown id and `duplicate` where another rate has that zone and class. */
export async function changeTaxRateRow(tx: Tx, rate: TaxRate): Promise<TaxRate> {
  const { taxRates } = tables(tx)
  try {
    const [saved] = await tx.db.update(taxRates).set(rate).where(eq(taxRates.id, rate.id)).returning()
    if (!saved && tx.keepsIds) return await saveTaxRateRow(tx, rate)
    if (!saved) throw notFound('tax rate', rate.id)
    return saved
  } catch (error) {
    if (violationOf(error)?.kind !== 'unique') throw error
    const { country, region, postalPrefix, taxClass } = rate
    const zone = [country, region, postalPrefix].filter(Boolean).join(' ')
    throw new CommerceError('duplicate', `Another tax rate is already saved for ${taxClass} in ${zone}.`, { zone })
  }
}

/** Saves the exemption of a customer in a country, in place of the one before. */
export async function saveTaxExemptionRow(
  tx: Tx,
  exemption: PricingTables['taxExemptions']['$inferSelect'],
): Promise<void> {
  const { taxExemptions } = tables(tx)
  await tx.db
    .insert(taxExemptions)
    .values(exemption)
    .onConflictDoUpdate({ target: [taxExemptions.customerId, taxExemptions.country], set: exemption })
}

/** The exemption of a customer in a country, or in all, as it was saved. */
export async function savedTaxExemption(
  tx: ReadTx,
  { customer_id, country = '' }: { readonly customer_id: string; readonly country?: string | undefined },
) {
  const { taxExemptions } = tables(tx)
  const isIt = and(eq(taxExemptions.customerId, customer_id), eq(taxExemptions.country, country))
  const [row] = await tx.db.select().from(taxExemptions).where(isIt)
  return (
    row && {
      customer_id,
      ...(country !== '' && { country }),
      ...(row.certificate !== null && { certificate: row.certificate }),
      ...(row.endsAt && { ends_at: row.endsAt.toISOString() }),
    }
  )
}

/** Whether no tax is taken from this customer in a country now. */
export async function isTaxExempt(tx: ReadTx, who: { customerId: string; country: string }): Promise<boolean> {
  const rows = await exemptionRows(tx, { customerId: who.customerId, country: who.country.trim().toUpperCase() })
  return rows.some(({ endsAt }) => endsAt === null || endsAt > tx.now)
}

const exemptionRows = query((db, tx) => {
  const { customerId, country, endsAt } = tables(tx).taxExemptions
  const inCountry = or(eq(country, ''), eq(country, sql.placeholder('country')))
  return db
    .select({ endsAt })
    .from(tables(tx).taxExemptions)
    .where(and(eq(customerId, sql.placeholder('customerId')), inCountry))
})

const marketRows = query((db, tx) => {
  const { id, title, countries, currency, customerGroup, restriction, active } = tables(tx).markets
  return db
    .select({ id, title, countries, currency, customerGroup, restriction, active })
    .from(tables(tx).markets)
    .orderBy(asc(id))
})

const storeRow = query((db, tx) => db.select().from(tables(tx).store))

const taxRateRows = query((db, tx) => {
  const { taxRates } = tables(tx)
  return db
    .select()
    .from(taxRates)
    .where(eq(taxRates.country, sql.placeholder('country')))
    .orderBy(asc(taxRates.id))
})
