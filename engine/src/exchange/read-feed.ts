import { deliveryOf } from '../checkout/index.ts'
import { feedOffers } from '../discovery/index.ts'
import { marketFor, standardTaxClass, storeSettings, type TaxRate, taxRatesIn } from '../pricing/index.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { type FeedItem, type FeedTax, feedEnd, feedHead, feedItem } from './google-feed.ts'

const list = 'feed'

export async function readFeed(
  tx: ReadTx,
  { country, currency, language, cursor }: Input<typeof contract.readFeed>,
): Promise<Output<typeof contract.readFeed>> {
  const store = await storeSettings(tx)
  if (currency !== undefined && !store.currencies.includes(currency)) {
    const offered = store.currencies.join(', ')
    throw new CommerceError('currency_unavailable', `The shop sells in ${offered} and not in ${currency}.`)
  }
  const context = { address_country: country, ...(currency && { currency }), ...(language && { language }) }
  const market = marketFor(store, { context })
  const after = cursor === undefined ? undefined : String(decodeCursor(list, cursor)[0])
  const { offers, after: next } = await feedOffers(tx, market, after)
  const delivery = await deliveryOf(tx, market)
  const rates = store.pricesIncludeTax ? [] : await taxRatesIn(tx, country)
  const { name, description = `Products of ${name}` } = store
  const shop = { name, description, publicUrl: tx.publicUrl, country }
  const items = offers.map(
    (offer): FeedItem => ({
      ...offer,
      shipping: delivery(offer.variant, offer.salePrice ?? offer.price),
      taxes: taxesOf(rates, { country, taxClass: offer.variant.taxClass }),
    }),
  )
  return {
    ...(cursor === undefined && { head: feedHead(shop) }),
    items: items.map(item => feedItem(item, shop)).join(''),
    count: items.length,
    ...(next === undefined ? { end: feedEnd } : { cursor: encodeCursor(list, [next]) }),
  }
}

/** Only the United States are told about taxes in a feed; elsewhere prices hold them. Postal zones are too fine for it. */
function taxesOf(
  rates: readonly TaxRate[],
  { country, taxClass }: { readonly country: string; readonly taxClass: string },
): FeedTax[] {
  if (country !== 'US' || (taxClass !== standardTaxClass && !rates.some(rate => rate.taxClass === taxClass))) return []
  return rates
    .filter(rate => rate.taxClass === taxClass && rate.postalPrefix === '')
    .map(({ region, ratePpm, appliesToShipping }) => ({ region, ratePpm, onShipping: appliesToShipping }))
}
