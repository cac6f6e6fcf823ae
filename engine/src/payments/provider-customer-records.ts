import { and, eq, isNull } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)

/** A customer as a provider is to know them; without `providerId` for as long as the provider has not said its own id. */
export type ProviderCustomer = ReturnType<typeof paymentTables>['providerCustomers']['$inferSelect']

/**
 * Writes down that a provider is to know the customer, before it is told: its key derives from this row, so that of any
 * number at once all make the same customer there.
 */
export async function introduce(
  tx: Tx,
  { customerId, handlerId }: Pick<ProviderCustomer, 'customerId' | 'handlerId'>,
): Promise<ProviderCustomer> {
  const { providerCustomers } = tables(tx)
  const row = { id: tx.newId('pcu'), customerId, handlerId, providerId: null, createdAt: tx.now }
  await tx.db.insert(providerCustomers).values(row).onConflictDoNothing()
  const [known] = await tx.db
    .select()
    .from(providerCustomers)
    .where(and(eq(providerCustomers.customerId, customerId), eq(providerCustomers.handlerId, handlerId)))
  return known ?? row
}

/** Notes the provider's id. Whoever was first stays. */
export async function noteProviderId(tx: Tx, id: string, providerId: string): Promise<void> {
  const { providerCustomers } = tables(tx)
  await tx.db
    .update(providerCustomers)
    .set({ providerId })
    .where(and(eq(providerCustomers.id, id), isNull(providerCustomers.providerId)))
}

type AtProvider = { readonly handlerId: string; readonly providerId: string }

/** The customer whom the provider calls so. */
export async function ownerAtProvider(tx: ReadTx, { handlerId, providerId }: AtProvider): Promise<string | undefined> {
  const { providerCustomers } = tables(tx)
  const [row] = await tx.db
    .select({ customerId: providerCustomers.customerId })
    .from(providerCustomers)
    .where(and(eq(providerCustomers.handlerId, handlerId), eq(providerCustomers.providerId, providerId)))
  return row?.customerId
}

export async function forgetCustomer(tx: Tx, { handlerId, providerId }: AtProvider): Promise<void> {
  const { providerCustomers } = tables(tx)
  await tx.db
    .delete(providerCustomers)
    .where(and(eq(providerCustomers.handlerId, handlerId), eq(providerCustomers.providerId, providerId)))
}
