import { z } from 'zod'
import { id, personText, quantity } from '../shared/fields.ts'

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
