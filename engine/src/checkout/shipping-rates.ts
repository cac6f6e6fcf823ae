import { standardTaxClass } from '../pricing/index.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import { minutesOf } from '../shared/local-time.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { allAtOnce, type RecordKind } from '../storage/record-kind.ts'
import type * as contract from './delivery-contract.ts'
import type { DeliveryPriceDraft, ParcelLimitsDraft, ScheduleDraft, ShippingRateDraft } from './delivery-contract.ts'
import type { Schedule } from './delivery-days.ts'
import { type DeliveryPrice, priceProblem } from './delivery-price.ts'
import type { ParcelLimits } from './parcel.ts'
import { saveRate, shippingRates } from './records.ts'
import type { ShippingRate } from './shipping.ts'
import type { Place } from './zone.ts'

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

const rateOf = (draft: ShippingRateDraft, id: string): ShippingRate => ({
  id,
  title: draft.title,
  carrier: draft.carrier ?? null,
  countries: draft.countries ?? null,
  zones: draft.zones?.map(placeOf) ?? null,
  except: draft.except?.map(placeOf) ?? null,
  prices: draft.prices.map(priceOf),
  minimumDays: draft.minimum_days,
  maximumDays: draft.maximum_days,
  schedule: draft.schedule ? scheduleOf(draft.schedule) : null,
  shippingClasses: draft.shipping_classes ?? null,
  limits: draft.limits ? limitsOf(draft.limits) : null,
  poBoxes: draft.po_boxes ?? true,
  taxClass: draft.tax_class ?? standardTaxClass,
  position: draft.position ?? 0,
  active: draft.active ?? true,
})

const placeOf = ({ country, regions, postal_codes }: NonNullable<ShippingRateDraft['zones']>[number]): Place => ({
  country,
  ...(regions && { regions }),
  ...(postal_codes && { postalCodes: postal_codes }),
})

export const priceOf = ({ currency, amount, free_from, tables, extra_kg }: DeliveryPriceDraft): DeliveryPrice => ({
  currency,
  amount,
  ...(free_from !== undefined && { freeFrom: free_from }),
  ...(tables && {
    tables: tables.map(({ by, tiers }) => ({
      by,
      tiers: tiers.map(({ up_to, amount: price }) => ({ ...(up_to !== undefined && { upTo: up_to }), amount: price })),
    })),
  }),
  ...(extra_kg && { extraKg: { overGrams: extra_kg.over_grams, amount: extra_kg.amount } }),
})

export const limitsOf = ({
  weight_grams,
  item_weight_grams,
  volume_cm3,
  length_mm,
}: ParcelLimitsDraft): ParcelLimits => ({
  ...(weight_grams !== undefined && { weightGrams: weight_grams }),
  ...(item_weight_grams !== undefined && { itemWeightGrams: item_weight_grams }),
  ...(volume_cm3 !== undefined && { volumeCm3: volume_cm3 }),
  ...(length_mm !== undefined && { lengthMm: length_mm }),
})

const officeDays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

function scheduleOf(draft: ScheduleDraft): Schedule {
  const workingDays = draft.working_days ?? [...officeDays]
  return {
    timeZone: draft.time_zone,
    cutOff: draft.cut_off ?? '24:00',
    handlingDays: draft.handling_days ?? 0,
    workingDays,
    deliveryDays: draft.delivery_days ?? workingDays,
    holidays: draft.holidays ?? [],
    windows: draft.windows ?? [],
    windowDays: draft.window_days ?? 1,
  }
}

type RateView = Output<typeof contract.listShippingRates>['shipping_rates'][number]

const rateView = (rate: ShippingRate): RateView => ({
  id: rate.id,
  title: rate.title,
  ...(rate.carrier !== null && { carrier: rate.carrier }),
  ...(rate.countries && { countries: [...rate.countries] }),
  ...(rate.zones && { zones: rate.zones.map(placeView) }),
  ...(rate.except && { except: rate.except.map(placeView) }),
  prices: rate.prices.map(priceView),
  minimum_days: rate.minimumDays,
  maximum_days: rate.maximumDays,
  ...(rate.schedule && { schedule: scheduleView(rate.schedule) }),
  ...(rate.shippingClasses && { shipping_classes: [...rate.shippingClasses] }),
  ...(rate.limits && { limits: limitsView(rate.limits) }),
  po_boxes: rate.poBoxes,
  tax_class: rate.taxClass,
  position: rate.position,
  active: rate.active,
})

const placeView = ({ country, regions, postalCodes }: Place) => ({
  country,
  ...(regions && { regions: [...regions] }),
  ...(postalCodes && { postal_codes: [...postalCodes] }),
})

export const priceView = ({ currency, amount, freeFrom, tables, extraKg }: DeliveryPrice): DeliveryPriceDraft => ({
  currency,
  amount,
  ...(freeFrom !== undefined && { free_from: freeFrom }),
  ...(tables && {
    tables: tables.map(({ by, tiers }) => ({
      by,
      tiers: tiers.map(({ upTo, amount: price }) => ({ ...(upTo !== undefined && { up_to: upTo }), amount: price })),
    })),
  }),
  ...(extraKg && { extra_kg: { over_grams: extraKg.overGrams, amount: extraKg.amount } }),
})

export const limitsView = ({ weightGrams, itemWeightGrams, volumeCm3, lengthMm }: ParcelLimits): ParcelLimitsDraft => ({
  ...(weightGrams !== undefined && { weight_grams: weightGrams }),
  ...(itemWeightGrams !== undefined && { item_weight_grams: itemWeightGrams }),
  ...(volumeCm3 !== undefined && { volume_cm3: volumeCm3 }),
  ...(lengthMm !== undefined && { length_mm: lengthMm }),
})

const scheduleView = (schedule: Schedule): ScheduleDraft => ({
  time_zone: schedule.timeZone,
  cut_off: schedule.cutOff,
  handling_days: schedule.handlingDays,
  working_days: [...schedule.workingDays],
  delivery_days: [...schedule.deliveryDays],
  holidays: [...schedule.holidays],
  windows: schedule.windows.map(window => ({ ...window })),
  window_days: schedule.windowDays,
})
