import { z } from 'zod'
import { amount, id, personText, quantity, requiredText } from '../shared/fields.ts'

/** Why something comes back. */
export const returnReasons = ['unwanted', 'damaged', 'wrong_item', 'not_as_described', 'arrived_late', 'other'] as const

export const lineQuantity = z.strictObject({ id: id(), quantity: quantity() })

const returnLine = lineQuantity.extend({ reason: z.enum(returnReasons) })
const units = z.array(z.strictObject({ id: z.string(), quantity: z.int().min(1) }))

export const returnView = z.strictObject({
  id: z.string(),
  status: z.enum(['requested', 'received', 'refused']),
  requested_at: z.string(),
  closed_at: z.string().optional(),
  line_items: z.array(returnLine),
  note: z.string().optional(),
  received: units.optional().describe('What came back of the lines'),
  refund_amount: z.int().min(0).optional().describe('What goes back for it; how far it has come is in adjustments'),
  restocking_fee: z.int().min(1).optional().describe('What the shop keeps of what was paid for these units'),
  refusal: z.string().optional(),
})

/** What of a line can be sent back now. */
export const returnableView = z.strictObject({
  quantity: z.int().min(1),
  until: z.string().describe('After this nothing of the line can be returned any more'),
})

const returnedLines = z.array(returnLine).min(1).max(100)

export const requestReturnInput = z.strictObject({
  id: id().describe('The order’s id, or its number for who is signed in'),
  line_items: returnedLines,
  note: personText(1000).min(1).optional(),
})

export const receiveReturnInput = z
  .strictObject({
    id: id().describe('Of the order'),
    return_id: id(),
    line_items: z
      .array(lineQuantity)
      .min(1)
      .max(100)
      .optional()
      .describe('What came back, where it is not all that was asked for'),
    restock: z
      .strictObject({
        line_items: z.array(lineQuantity).min(1).max(100).optional().describe('All that came back, unless told'),
        location_id: id().optional().describe('Where they came from, unless told'),
      })
      .optional()
      .describe('Puts units that came back on a shelf'),
    restocking_fee: amount().optional().describe('Kept of what was paid for them, in minor units'),
    amount: amount().optional().describe('What goes back in place of what was paid for them; 0 is nothing'),
  })
  .refine(({ amount: exact, restocking_fee: fee }) => exact === undefined || fee === undefined, {
    error: 'goes in place of a restocking_fee, not with one',
    path: ['amount'],
  })

export const refuseReturnInput = z.strictObject({
  id: id().describe('Of the order'),
  return_id: id(),
  reason: requiredText(500).describe('The buyer reads it'),
})
