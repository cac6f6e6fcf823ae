import type { Request, Response } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { networkOf } from '../http/limits.ts'

export type AskingFor = { readonly engine: GatewayEngine; readonly request: Request }

/**
 * Sends what a form says to the address of sign-in that a program would use, in process. The form has been found to come
 * from a page of the shop. Throws what the engine throws.
 */
export function askAccounts(
  { engine, request }: AskingFor,
  path: string,
  body?: unknown,
): Promise<globalThis.Response> {
  const { publicUrl } = engine
  const headers = new Headers({ origin: new URL(publicUrl).origin })
  for (const name of ['cookie', 'user-agent']) {
    const value = request.get(name)
    if (value !== undefined) headers.set(name, value)
  }
  if (body !== undefined) headers.set('content-type', 'application/json')
  const asked = new globalThis.Request(`${publicUrl}/api/auth${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return engine.accounts.handle(asked, { address: networkOf(request) })
}

/** The cookies of an answer, for the browser that sent the form. */
export function passCookies(response: Response, answer: globalThis.Response): void {
  for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie)
}
