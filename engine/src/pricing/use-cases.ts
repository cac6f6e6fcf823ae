import { subjectOf, translationsIn, variantOwners } from '../catalog/index.ts'
import { notFound } from '../shared/errors.ts'
import { type ShopLanguages, spokenLanguages, tagOf } from '../shared/language.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { ownLanguage, type StoreDraft, type TaxRateDraft } from './contract.ts'
import { setPriceRows } from './price-records.ts'
import {
  changeTaxRateRow,
  findTaxRate,
  removeTaxRateRow,
  saveStoreSettings,
  saveTaxExemptionRow,
  saveTaxRateRow,
  storeSettings,
  taxRatesAfter,
} from './records.ts'
import { unsetStore } from './store.ts'
import { standardTaxClass, type TaxRate } from './tax.ts'
import { storeKey } from './translatables.ts'
import { storeView } from './view.ts'

export async function setPrices(
  tx: Tx,
  { prices }: Input<typeof contract.setPrices>,
): Promise<Output<typeof contract.setPrices>> {
  await assertVariants(tx, [...new Set(prices.map(row => row.variant_id))])
  const rows = prices.map(({ variant_id, currency, amount, compare_at }) => ({
    variantId: variant_id,
    currency,
    amount,
    ...(compare_at !== undefined && { compareAt: compare_at }),
  }))
  return { changed: await setPriceRows(tx, rows) }
}

export async function assertVariants(tx: ReadTx, variantIds: readonly string[]): Promise<void> {
  const known = new Set((await variantOwners(tx, variantIds)).map(row => row.variantId))
  const unknown = variantIds.find(id => !known.has(id))
  if (unknown !== undefined) throw notFound('variant', unknown)
}

export async function saveTaxRate(
  tx: Tx,
  { tax_rate: draft }: Input<typeof contract.saveTaxRate>,
): Promise<Output<typeof contract.saveTaxRate>> {
  const zone = {
    title: draft.title,
    ...zoneOf(draft),
    ratePpm: draft.rate_ppm,
    appliesToShipping: draft.applies_to_shipping ?? true,
    stacking: draft.stacking ?? 'replaces',
  }
  const { id, title, country, ratePpm } =
    draft.id === undefined
      ? await saveTaxRateRow(tx, { id: tx.newId('tax', 'short'), ...zone })
      : await changeTaxRateRow(tx, { id: draft.id, ...zone })
  return { id, title, country, rate_ppm: ratePpm }
}

const zoneOf = ({ country, region, postal_prefix, tax_class }: TaxRateDraft) => ({
  country,
  region: region?.trim() ?? '',
  postalPrefix: postal_prefix?.trim() ?? '',
  taxClass: tax_class ?? standardTaxClass,
})

/** A tax rate as staff see it: of this id, or what is saved for the same zone and class. */
export async function savedTaxRate(tx: ReadTx, draft: TaxRateDraft | { readonly id: string }) {
  const rate = await findTaxRate(tx, 'country' in draft && draft.id === undefined ? zoneOf(draft) : { id: draft.id })
  return rate && taxRateView(rate)
}

export async function listTaxRates(
  tx: ReadTx,
  { country, pagination }: Input<typeof contract.listTaxRates>,
): Promise<Output<typeof contract.listTaxRates>> {
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const list = `tax_rates ${country ?? ''}`
  const after = cursor === undefined ? '' : String(decodeCursor(list, cursor)[0] ?? '')
  const rates = await taxRatesAfter(tx, { after, limit: limit + 1, country })
  const shown = rates.slice(0, limit)
  const last = rates.length > limit ? shown.at(-1) : undefined
  return {
    tax_rates: shown.map(taxRateView),
    pagination: last ? { has_next_page: true, cursor: encodeCursor(list, [last.id]) } : { has_next_page: false },
  }
}

export async function removeTaxRate(
  tx: Tx,
  { id }: Input<typeof contract.removeTaxRate>,
): Promise<Output<typeof contract.removeTaxRate>> {
  return taxRateView(await removeTaxRateRow(tx, id))
}

const taxRateView = ({ id, title, country, region, postalPrefix, taxClass, stacking, ...rate }: TaxRate) => ({
  id,
  title,
  country,
  ...(region !== '' && { region }),
  ...(postalPrefix !== '' && { postal_prefix: postalPrefix }),
  tax_class: taxClass,
  rate_ppm: rate.ratePpm,
  applies_to_shipping: rate.appliesToShipping,
  stacking,
})

export async function saveTaxExemption(
  tx: Tx,
  { tax_exemption: draft }: Input<typeof contract.saveTaxExemption>,
): Promise<Output<typeof contract.saveTaxExemption>> {
  const { customer_id, country, certificate, ends_at } = draft
  await saveTaxExemptionRow(tx, {
    customerId: customer_id,
    country: country ?? '',
    certificate: certificate ?? null,
    endsAt: ends_at === undefined ? null : new Date(ends_at),
  })
  return { customer_id, ...(country !== undefined && { country }) }
}

export async function saveStore(
  tx: Tx,
  { store: draft }: Input<typeof contract.saveStore>,
): Promise<Output<typeof contract.saveStore>> {
  await saveStoreSettings(tx, {
    name: draft.name,
    ...(draft.description !== undefined && { description: draft.description }),
    ...(draft.email !== undefined && { email: draft.email }),
    defaultCurrency: draft.default_currency,
    currencies: [...new Set(draft.currencies)],
    currencyByCountry: draft.currency_by_country ?? {},
    defaultCountry: draft.default_country,
    ...languagesOf(draft),
    pricesIncludeTax: draft.prices_include_tax,
    taxRounding: draft.tax_rounding ?? 'line',
    shippingTax: draft.shipping_tax ?? 'own_class',
    savedAddressesByEmail: draft.saved_addresses_by_email ?? false,
    sellsOnlyInMarkets: draft.sells_only_in_markets ?? false,
    lowStockAt: draft.low_stock_at ?? 0,
    returnDays: draft.return_days ?? unsetStore.returnDays,
    guestCheckoutDays: draft.guest_checkout_days ?? unsetStore.guestCheckoutDays,
  })
  return await getStore(tx)
}

function languagesOf({ default_language, languages }: StoreDraft): ShopLanguages {
  const own = tagOf(default_language ?? ownLanguage) ?? ownLanguage
  return { defaultLanguage: own, languages: [...new Set([own, ...(languages ?? []).flatMap(tag => tagOf(tag) ?? [])])] }
}

export async function getStore(
  tx: ReadTx,
  { language }: Input<typeof contract.getStore> = {},
): Promise<Output<typeof contract.getStore>> {
  const store = await storeSettings(tx)
  const subject = subjectOf('store', storeKey)
  const known = await translationsIn(tx, spokenLanguages(store, language), [subject])
  const description = known.get(subject)?.texts.description ?? store.description
  return storeView({ ...store, ...(description !== undefined && { description }) })
}
