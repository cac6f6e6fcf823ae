import { CommerceError } from '@mitchweb/engine/contract'
import type { Response } from 'express'

/** Sets what a refusal says to programs; what is no refusal is thrown on. */
export function refusal(response: Response, error: unknown): Response {
  if (!(error instanceof CommerceError)) throw error
  if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(Math.ceil(error.retryAfterSeconds)))
  return response.status(error.status)
}

/** What the engine says, without the place in the body that a form has no idea of. */
export const sentence = (error: unknown): string => {
  const { message } = error as Error
  return message.replace(/^\$\.(\w+): /, (_, field: string) => `${fieldNames[field] ?? field} `)
}

const fieldNames: Readonly<Record<string, string>> = {
  name: 'Your name',
  email: 'The e-mail address',
  newEmail: 'The new e-mail address',
  password: 'The password',
  newPassword: 'The new password',
  currentPassword: 'The present password',
  token: 'The link',
}
