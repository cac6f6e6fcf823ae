import { CommerceError, notFound } from '../shared/errors.ts'
import { minutesOf } from '../shared/local-time.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { allAtOnce, type RecordKind } from '../storage/record-kind.ts'
import type * as contract from './delivery-contract.ts'
import type { DeliveryPriceDraft, ShippingRateDraft } from './delivery-contract.ts'
import { priceProblem } from './delivery-price.ts'
import { priceOf, rateOf, rateView } from './delivery-view.ts'
import { saveRate, shippingRates } from './records.ts'

/** Every checkout looks at all of them. */
const mostRates = 500

export async function saveShippingRate(
  tx: Tx,
  { shipping_rate: draft }: Input<typeof contract.saveShippingRate>,
): Promise<Output<typeof contract.saveShippingRate>> {
  const rates = await shippingRates(tx)
  const isKnown = draft.id === undefined || tx.keepsIds || rates.some(rate => rate.id === draft.id)
  if (!isKnown) throw notFound('shipping rate', draft.id ?? '')
  if (draft.id === undefined && rates.length >= mostRates)
    throw new CommerceError('limit_exceeded', `The shop has ${rates.length} shipping rates. Change one of them.`)
  refuseContradictions(draft)
  const rate = rateOf(draft, draft.id ?? tx.newId('shr', 'short'))
  await saveRate(tx, rate)
  return { id: rate.id, title: rate.title }
}

export async function listShippingRates(tx: ReadTx): Promise<Output<typeof contract.listShippingRates>> {
  const rates = [...(await shippingRates(tx))].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  return { shipping_rates: rates.map(rateView) }
}

export const shippingRateRecords: RecordKind = {
  type: 'shipping_rate',
  operation: 'save_shipping_rate',
  page: allAtOnce(async tx => (await listShippingRates(tx)).shipping_rates.map(rate => ({ shipping_rate: rate }))),
}

export async function archiveShippingRate(
  tx: Tx,
  { id }: Input<typeof contract.archiveShippingRate>,
): Promise<Output<typeof contract.archiveShippingRate>> {
  const rate = (await shippingRates(tx)).find(candidate => candidate.id === id)
  if (!rate) throw notFound('shipping rate', id)
  await saveRate(tx, { ...rate, active: false })
  return { id, title: rate.title }
}

function refuseContradictions({ minimum_days, maximum_days, prices, schedule }: ShippingRateDraft): void {
  if (minimum_days > maximum_days) throw invalid('minimum_days is more than maximum_days.', 'minimum_days')
  refusePrices(prices, 'shipping_rate.prices')
  schedule?.windows?.forEach(({ from, to }, index) => {
    if (minutesOf(from) >= minutesOf(to))
      throw invalid(`The window from ${from} to ${to} ends before it begins.`, `schedule.windows[${index}]`)
  })
}

const invalid = (text: string, path: string) =>
  new CommerceError('invalid_input', text, { path: `$.shipping_rate.${path}` })

/** Refuses two prices in one currency, and tables with gaps or overlaps. */
export function refusePrices(prices: readonly DeliveryPriceDraft[], where: string): void {
  for (const [index, draft] of prices.entries()) {
    const at = `$.${where}[${index}]`
    if (prices.findIndex(other => other.currency === draft.currency) < index)
      throw new CommerceError('invalid_input', `There are two prices in ${draft.currency}.`, { path: `${at}.currency` })
    const problem = priceProblem(priceOf(draft))
    if (problem) throw new CommerceError('invalid_input', problem.text, { path: `${at}.${problem.path}` })
  }
}
