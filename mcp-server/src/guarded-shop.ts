import { CommerceError, type Shop } from '@mitchweb/engine/contract'

/** Told of faults of the shop, with the reference that the caller got instead of them. */
export type OnFault = (error: unknown, reference: string) => void

/** An error as a caller may see it. What is no answer of the shop is a fault: logged whole, shown as a reference. */
export function shownError(error: unknown, onFault: OnFault): CommerceError {
  if (error instanceof CommerceError && error.code !== 'internal') return error
  const reference = `mcp_${crypto.randomUUID().slice(0, 8)}`
  onFault(error, reference)
  return new CommerceError('internal', `Something went wrong in the shop (reference ${reference}).`, { reference })
}

/** A shop whose errors may all be shown, for resources and completions, where the SDK passes their messages on. */
export function guardedShop(shop: Shop, onFault: OnFault): Shop {
  const known = guarded.get(shop)
  if (known !== undefined) return known
  const calls = Object.entries(shop).map(([method, call]) => [
    method,
    async (...args: never[]) => {
      try {
        return await (call as (...args: never[]) => Promise<unknown>)(...args)
      } catch (error) {
        throw shownError(error, onFault)
      }
    },
  ])
  const fresh = Object.fromEntries(calls) as Shop
  guarded.set(shop, fresh)
  return fresh
}

const guarded = new WeakMap<Shop, Shop>()
