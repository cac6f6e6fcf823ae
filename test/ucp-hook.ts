import { afterEach, expect } from 'vitest'
import { matchRoute } from './rest-operations.ts'
import { noteAnswer, takeProblems } from './ucp-answers.ts'

const send = globalThis.fetch

/** Every answer of the gateway that a test receives is looked at on its way. */
globalThis.fetch = async (input, init) => {
  const response = await send(input, init)
  const url = new URL(input instanceof Request ? input.url : String(input))
  const operation = matchRoute(init?.method ?? (input instanceof Request ? input.method : 'GET'), url.pathname)
  if (operation === undefined || response.status >= 300) return response
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  // A stand-in for the engine answers nothing of UCP's; the shop itself never leaves the envelope out.
  if (typeof body === 'object' && body !== null && 'ucp' in body) noteAnswer(operation, body)
  return response
}

afterEach(() => {
  expect(takeProblems()).toEqual([])
})
