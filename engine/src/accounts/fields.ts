import { z } from 'zod'
import { personText } from '../shared/fields.ts'

export const shortestPassword = 8
export const longestPassword = 256

/** A new password. Length is what makes one strong, so nothing else is asked of it, and nothing is cut off. */
export const newPassword = () =>
  z
    .string()
    .min(shortestPassword, `has at least ${shortestPassword} characters`)
    .max(longestPassword, `has at most ${longestPassword} characters`)

/** A password as somebody typed it to be checked. */
export const typedPassword = () => z.string().min(1, 'is missing').max(longestPassword, 'is too long')

export const emailAddress = () => z.email('must be an e-mail address such as "ann@example.com"').max(254)

export const personName = () => personText(100).min(1, 'is missing')

export const language = () => z.enum(['en', 'de'])
