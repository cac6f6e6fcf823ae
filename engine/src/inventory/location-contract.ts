import { z } from 'zod'
import { postalAddress } from '../shared/address.ts'
import { id, requiredText, timeZone } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'

/** A place where stock lies. `loc_main` is there from the start. */
const locationView = z.strictObject({
  id: z.string(),
  title: z.string(),
  address: postalAddress.optional(),
  time_zone: z.string(),
  priority: z.int(),
  active: z.boolean(),
  ships_online: z.boolean(),
  allows_pickup: z.boolean(),
})
export type LocationView = z.infer<typeof locationView>

export const saveLocation = operation({
  name: 'save_location',
  title: 'Save location',
  summary:
    'Creates or replaces a warehouse or shop where stock lies, and says whether orders are sent or picked up there.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({
    location: z.strictObject({
      id: id().optional().describe('An existing location to replace, such as "loc_main"; without it, a new one'),
      title: requiredText(100),
      address: postalAddress.optional(),
      time_zone: timeZone().optional().describe('"UTC" unless told'),
      priority: z
        .int()
        .min(0)
        .max(1000)
        .optional()
        .describe('The lowest is asked first; 0 for the main location, else 10'),
      active: z.boolean().optional().describe('true unless told; false keeps the stock and sells none of it'),
      ships_online: z.boolean().optional().describe('true unless told'),
      allows_pickup: z.boolean().optional().describe('false unless told'),
    }),
  }),
  output: locationView,
  errors: ['not_found', 'limit_exceeded'],
})

export const listLocations = operation({
  name: 'list_locations',
  title: 'List locations',
  summary: 'The shop’s warehouses and shops, the one that is asked for stock first in front.',
  effect: 'read',
  scope: 'inventory:read',
  input: z.strictObject({}),
  output: z.strictObject({ locations: z.array(locationView) }),
  errors: [],
})
