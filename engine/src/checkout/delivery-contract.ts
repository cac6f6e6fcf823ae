import { z } from 'zod'
import {
  amount,
  clockTime,
  count,
  country,
  currency,
  day,
  id,
  postalPattern,
  requiredText,
  timeZone,
} from '../shared/fields.ts'
import { weekdays } from '../shared/local-time.ts'
import { operation } from '../shared/operation.ts'

const place = z.strictObject({
  country: country(),
  regions: z.array(requiredText(100)).min(1).max(100).optional(),
  postal_codes: z
    .array(postalPattern())
    .min(1)
    .max(500)
    .optional()
    .describe('What codes begin with ("BT"), their form ("E1???", "97*") or a range ("35000..35999")'),
})

const tier = z.strictObject({
  up_to: count().optional().describe('Up to and including; the last tier may go on without end'),
  amount: amount(),
})

export const tierMeasures = ['weight_grams', 'volume_cm3', 'items', 'subtotal'] as const

const deliveryPrice = z.strictObject({
  currency: currency(),
  amount: amount().describe('What every delivery costs'),
  free_from: amount().optional().describe('Subtotal after discounts'),
  tables: z
    .array(z.strictObject({ by: z.enum(tierMeasures), tiers: z.array(tier).min(1).max(100) }))
    .max(tierMeasures.length)
    .optional()
    .describe('What comes on top, by what it weighs, measures or costs; beyond a table’s end nothing is offered'),
  extra_kg: z
    .strictObject({ over_grams: count(), amount: amount() })
    .optional()
    .describe('On top for each kilogram begun beyond a weight'),
})
export type DeliveryPriceDraft = z.infer<typeof deliveryPrice>

export const deliveryPrices = z.array(deliveryPrice).max(50)

export const parcelLimits = z.strictObject({
  weight_grams: count().optional(),
  item_weight_grams: count().optional(),
  volume_cm3: count().optional(),
  length_mm: count().optional().describe('The longest side of any item'),
})
export type ParcelLimitsDraft = z.infer<typeof parcelLimits>

export const shippingClasses = z.array(requiredText(50)).min(1).max(20)

const days = () => z.array(z.enum(weekdays)).min(1).max(7)

/** When the carrier takes parcels and brings them; the days of travel are the rate's own. */
const schedule = z.strictObject({
  time_zone: timeZone(),
  cut_off: clockTime()
    .optional()
    .describe('Orders from this time on leave the next working day; the day’s end unless told'),
  handling_days: z
    .int()
    .min(0)
    .max(60)
    .optional()
    .describe('Working days from the order to the carrier, 0 unless told'),
  working_days: days().optional().describe('Monday to Friday unless told'),
  delivery_days: days().optional().describe('The working days unless told'),
  holidays: z.array(day()).max(400).optional(),
  windows: z
    .array(z.strictObject({ from: clockTime(), to: clockTime() }))
    .max(4)
    .optional(),
  window_days: z.int().min(1).max(5).optional().describe('On how many days the windows are offered, 1 unless told'),
})
export type ScheduleDraft = z.infer<typeof schedule>

/** A way of delivery in a zone, with one price per currency. */
export const shippingRateDraft = z.strictObject({
  id: id().optional(),
  title: requiredText(100),
  carrier: requiredText(100).optional(),
  countries: z.array(country()).max(250).optional().describe('Everywhere unless told, here or in zones'),
  zones: z.array(place).max(250).optional().describe('Parts of countries, besides the whole countries'),
  except: z.array(place).max(250).optional().describe('Taken out again: islands, say'),
  prices: deliveryPrices.min(1),
  minimum_days: z.int().min(0).max(365),
  maximum_days: z.int().min(0).max(365),
  schedule: schedule.optional().describe('Without it the days are counted from the moment of the order'),
  shipping_classes: shippingClasses.optional().describe('Classes of goods that it takes; only "standard" unless told'),
  limits: parcelLimits.optional().describe('The most that it takes'),
  po_boxes: z.boolean().optional().describe('Whether it is brought to PO boxes; true unless told'),
  tax_class: requiredText(50).optional(),
  position: z.int().min(0).max(10_000).optional(),
  active: z.boolean().optional(),
})
export type ShippingRateDraft = z.infer<typeof shippingRateDraft>

/** A rate as it was saved, with what it means where nothing was told. */
const shippingRateView = shippingRateDraft.required({ id: true, position: true, active: true })

export const saveShippingRate = operation({
  name: 'save_shipping_rate',
  title: 'Save shipping rate',
  summary: 'Creates or replaces a way of delivery: where to, what it takes, how long it takes and what it costs.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({ shipping_rate: shippingRateDraft }),
  output: z.strictObject({ id: z.string(), title: z.string() }),
  errors: ['not_found', 'limit_exceeded'],
})

export const listShippingRates = operation({
  name: 'list_shipping_rates',
  title: 'List shipping rates',
  summary:
    'The ways of delivery as they were saved, in the order in which buyers see them. Archived ones are inactive.',
  effect: 'read',
  scope: 'settings:write',
  input: z.strictObject({}),
  output: z.strictObject({ shipping_rates: z.array(shippingRateView) }),
  errors: [],
})

export const archiveShippingRate = operation({
  name: 'archive_shipping_rate',
  title: 'Archive shipping rate',
  summary: 'Offers a way of delivery no longer. Orders keep it; saving it with active true brings it back.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({ id: id() }),
  output: z.strictObject({ id: z.string(), title: z.string() }),
  errors: ['not_found'],
})
