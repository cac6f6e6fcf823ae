import { preferencesOf } from '../customers/index.ts'
import type { ReadTx } from '../storage/port.ts'
import type { Context } from './contract.ts'

/**
 * In what context a customer is served: what they say now, and for the rest what they keep in their profile, so that
 * they see the same prices everywhere without saying it each time. Nothing is read for a guest.
 */
export async function contextOf(
  tx: ReadTx,
  customerId: string | null | undefined,
  context: Context | undefined,
): Promise<Context | undefined> {
  if (!customerId) return context
  const { language, currency, country } = await preferencesOf(tx, customerId)
  const own = {
    ...(language !== undefined && { language }),
    ...(currency !== undefined && { currency }),
    ...(country !== undefined && { address_country: country }),
  }
  return Object.keys(own).length === 0 ? context : { ...own, ...context }
}
