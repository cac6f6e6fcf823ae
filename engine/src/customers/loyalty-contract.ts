import { z } from 'zod'
import { amount, count, currency } from '../shared/fields.ts'

/** How a customer joins a group of themselves: all that is named, within so many days. */
export const groupRule = z
  .strictObject({
    within_days: z.int().min(1).max(3650).describe('How long an order counts'),
    spent: z
      .strictObject({ currency: currency(), amount: amount().min(1) })
      .optional()
      .describe('What their orders in this currency come to: paid minus refunded, in minor units'),
    orders: count()
      .min(1)
      .max(1000)
      .optional()
      .describe('How many they placed; cancelled and repaid ones do not count'),
  })
  .refine(rule => rule.spent !== undefined || rule.orders !== undefined, 'has one of spent and orders, or both')

/** Where a customer stands with the groups that have a rule. */
export const loyaltyView = z.strictObject({
  groups: z.array(
    z.strictObject({ name: z.string(), until: z.string().optional().describe('If nothing more is bought') }),
  ),
  next: z
    .strictObject({
      name: z.string(),
      spend: z.strictObject({ currency: z.string(), amount: z.int() }).optional().describe('So much more'),
      orders: z.int().optional().describe('So many more'),
      by: z.string().optional().describe('When what was bought so far begins to count no more'),
      content: z.string().describe('The same in words'),
    })
    .optional()
    .describe('The group that they are nearest to'),
})
export type LoyaltyView = z.infer<typeof loyaltyView>
