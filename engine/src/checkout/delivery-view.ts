import { standardTaxClass } from '../pricing/index.ts'
import type { Output } from '../shared/operation.ts'
import type * as contract from './delivery-contract.ts'
import type { DeliveryPriceDraft, ParcelLimitsDraft, ScheduleDraft, ShippingRateDraft } from './delivery-contract.ts'
import type { Schedule } from './delivery-days.ts'
import type { DeliveryPrice } from './delivery-price.ts'
import type { ParcelLimits } from './parcel.ts'
import type { ShippingRate } from './shipping.ts'
import type { Place } from './zone.ts'

/** A rate as a merchant wrote it, with what counts where nothing was told. */
export const rateOf = (draft: ShippingRateDraft, id: string): ShippingRate => ({
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

type RateView = Output<typeof contract.listShippingRates>['shipping_rates'][number]

export const rateView = (rate: ShippingRate): RateView => ({
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

export const limitsView = ({ weightGrams, itemWeightGrams, volumeCm3, lengthMm }: ParcelLimits): ParcelLimitsDraft => ({
  ...(weightGrams !== undefined && { weight_grams: weightGrams }),
  ...(itemWeightGrams !== undefined && { item_weight_grams: itemWeightGrams }),
  ...(volumeCm3 !== undefined && { volume_cm3: volumeCm3 }),
  ...(lengthMm !== undefined && { length_mm: lengthMm }),
})

const placeOf = ({ country, regions, postal_codes }: NonNullable<ShippingRateDraft['zones']>[number]): Place => ({
  country,
  ...(regions && { regions }),
  ...(postal_codes && { postalCodes: postal_codes }),
})

const placeView = ({ country, regions, postalCodes }: Place) => ({
  country,
  ...(regions && { regions: [...regions] }),
  ...(postalCodes && { postal_codes: [...postalCodes] }),
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
