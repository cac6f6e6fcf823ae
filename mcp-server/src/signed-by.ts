import { assistantSignal } from '@mitchweb/engine/contract'

/** A checkout's draft with what the client calls itself, for the person who opens what it prepared. */
export function signedBy(clientName: string | undefined, input: unknown): unknown {
  if (clientName === undefined || !isObject(input) || !isObject(input.checkout)) return input
  const { signals, ...draft } = input.checkout
  const told = isObject(signals) ? signals : {}
  return { ...input, checkout: { ...draft, signals: { ...told, [assistantSignal]: clientName } } }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
