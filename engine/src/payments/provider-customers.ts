import type { Storage } from '../storage/port.ts'
import type { Vault } from './gateway.ts'
import { inTime } from './in-time.ts'
import { noteProviderId, type ProviderCustomer } from './provider-customer-records.ts'

type Introducing = { readonly storage: Storage; readonly gatewayTimeoutMs: number; readonly vault: Vault }

/**
 * The provider's id of a customer, who is made known there the first time. Asked outside any transaction, and any number
 * of times at once: it is one customer. Throws where the provider does not answer; nothing was charged then.
 */
export async function idAtProvider(
  { storage, gatewayTimeoutMs, vault }: Introducing,
  { id, providerId, createdAt }: ProviderCustomer,
): Promise<string> {
  if (providerId !== null) return providerId
  storage.assertOutside('A call to the payment provider')
  const ageMs = await storage.read(async tx => tx.now.getTime() - createdAt.getTime())
  const made = await inTime(gatewayTimeoutMs, signal => vault.createCustomer({ reference: id, ageMs, signal }))
  await storage.write(tx => noteProviderId(tx, id, made))
  return made
}
