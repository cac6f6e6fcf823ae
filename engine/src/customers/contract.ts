import { z } from 'zod'
import { text } from '../shared/fields.ts'

/** UCP `types/buyer.json`. The e-mail address is how the shop recognises the buyer and reaches them. */
export const buyer = z.strictObject({
  first_name: text(100).optional(),
  last_name: text(100).optional(),
  email: z.email('must be an e-mail address such as "ann@example.com"').max(254).optional(),
  phone_number: text(40).optional(),
  consent: z.record(text(50), z.boolean()).optional(),
})
export type Buyer = z.infer<typeof buyer>
