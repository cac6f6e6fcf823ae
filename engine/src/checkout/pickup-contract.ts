import { z } from 'zod'
import { postalAddress } from '../shared/address.ts'
import { clockTime, country, day, id, requiredText, timeZone } from '../shared/fields.ts'
import { weekdays } from '../shared/local-time.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { deliveryPrices, parcelLimits, shippingClasses } from './delivery-contract.ts'

const hours = z.array(z.strictObject({ from: clockTime(), to: clockTime() })).max(6)

/** A place where buyers fetch what they ordered: a shop of the merchant's, or a carrier's point. */
export const pickupPointDraft = z.strictObject({
  id: id().optional(),
  title: requiredText(100),
  carrier: requiredText(100).optional().describe('Whose point it is, where it is not the shop’s own'),
  address: postalAddress.extend({ address_country: country() }),
  time_zone: timeZone(),
  hours: z.partialRecord(z.enum(weekdays), hours).describe('By weekday; a day that is left out is closed'),
  exceptions: z
    .array(z.strictObject({ date: day(), hours }))
    .max(400)
    .optional()
    .describe('Days with hours of their own; none is closed'),
  ready_after_minutes: z.int().min(0).max(20_160).optional().describe('Opening time that it takes, 0 unless told'),
  prices: deliveryPrices.optional().describe('Free unless told; with prices, in their currencies only'),
  location_id: id().optional().describe('The location whose stock it hands out; without it, it is sent there'),
  shipping_classes: shippingClasses.optional().describe('Classes of goods that it takes; all unless told'),
  limits: parcelLimits.optional(),
  tax_class: requiredText(50).optional(),
  position: z.int().min(0).max(10_000).optional(),
  active: z.boolean().optional(),
})
export type PickupPointDraft = z.infer<typeof pickupPointDraft>

const pickupPointView = pickupPointDraft.required({ id: true, position: true, active: true })

export const savePickupPoint = operation({
  name: 'save_pickup_point',
  title: 'Save pickup point',
  summary:
    'Creates or replaces a place where buyers fetch their orders: its hours, what it costs and whose stock it hands out.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({ pickup_point: pickupPointDraft }),
  output: z.strictObject({ id: z.string(), title: z.string() }),
  errors: ['not_found'],
})

export const listPickupPoints = operation({
  name: 'list_pickup_points',
  title: 'List pickup points',
  summary: 'The pickup points as they were saved. Archived ones are inactive.',
  effect: 'read',
  scope: 'settings:write',
  input: z.strictObject({ pagination: pageRequest.optional() }),
  output: z.strictObject({ pickup_points: z.array(pickupPointView), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

export const archivePickupPoint = operation({
  name: 'archive_pickup_point',
  title: 'Archive pickup point',
  summary: 'Offers a pickup point no longer. Orders keep it; saving it with active true brings it back.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({ id: id() }),
  output: z.strictObject({ id: z.string(), title: z.string() }),
  errors: ['not_found'],
})
