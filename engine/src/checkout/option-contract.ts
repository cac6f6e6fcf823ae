import { z } from 'zod'
import { total } from '../pricing/contract.ts'

/** UCP `types/fulfillment_option.json`: a way in which something is delivered, and when. */
export const fulfillmentOptionView = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  carrier: z.string().optional(),
  earliest_fulfillment_time: z.string().optional(),
  latest_fulfillment_time: z.string().optional(),
  totals: z.array(total),
})
