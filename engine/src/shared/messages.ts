import { z } from 'zod'

/** How bad an error message is and who can help (UCP `types/message_error.json`). */
export const severities = ['recoverable', 'requires_buyer_input', 'requires_buyer_review', 'unrecoverable'] as const
export type Severity = (typeof severities)[number]

/** A business outcome on a cart, checkout or answer (UCP `types/message.json`). */
export const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('error'),
    code: z.string(),
    content: z.string(),
    severity: z.enum(severities),
    path: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('warning'),
    code: z.string(),
    content: z.string(),
    path: z.string().optional(),
    suggested_value: z.string().optional().describe('What could stand at the path instead'),
  }),
  z.strictObject({
    type: z.literal('info'),
    code: z.string().optional(),
    content: z.string(),
    path: z.string().optional(),
  }),
])

export type Message = z.infer<typeof messageSchema>

type WarningPlace = { path?: string; suggested_value?: string }
type ErrorPlace = { severity: Severity; path?: string }

export function message(type: 'error', code: string, content: string, place: ErrorPlace): Message
export function message(type: 'warning' | 'info', code: string, content: string, place?: WarningPlace): Message
export function message(
  type: Message['type'],
  code: string,
  content: string,
  place: Partial<ErrorPlace> & WarningPlace = {},
): Message {
  return { type, code, content, ...place } as Message
}
