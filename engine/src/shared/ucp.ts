import { z } from 'zod'
import { text } from './fields.ts'

/** The protocol version whose names, shapes and words the shopping operations have. */
export const ucpVersion = '2026-04-08'

/** The envelope that every UCP answer carries; what is negotiated fills `capabilities` at the strict doors. */
export const ucpEnvelope = z.strictObject({ version: z.literal(ucpVersion) })
export type UcpEnvelope = z.infer<typeof ucpEnvelope>
export const ucp: UcpEnvelope = { version: ucpVersion }

/** What a platform may send along with any shopping request; accepted, never trusted, not stored. */
export const signals = z.record(z.string().max(200), z.unknown()).optional()

/**
 * The signal by which an assistant says what it calls itself, so that the person whom it prepares a checkout for reads who did.
 * Anybody could send it.
 */
export const assistantSignal = 'dev.mitchweb.assistant'

/** Campaign identifiers, kept with the cart and copied to the order. */
export const attribution = z
  .record(text(100), text(500))
  .refine(value => Object.keys(value).length <= 30, 'holds at most 30 entries')
export type Attribution = z.infer<typeof attribution>

/** What the answer lets a caller do next: an operation and, in a sentence, what for and with what. */
export const nextAction = z.strictObject({ operation: z.string(), description: z.string() })
export type NextAction = z.infer<typeof nextAction>
