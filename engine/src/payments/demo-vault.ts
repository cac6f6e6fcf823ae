import { eq } from 'drizzle-orm'
import type { ReadTx, Storage, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { type DemoToken, demoTokens } from './demo-tokens.ts'
import type { KeptMethod, PayingCustomer, PaymentOutcome, Vault } from './gateway.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)

/** What the demo bank keeps for customers, in books of its own. */
export function demoVault(storage: Storage): Vault {
  return {
    types: ['demo'],
    createCustomer: async ({ reference }) => `demo_customer_${reference}`,
    detach: ({ methodId }) => {
      storage.assertOutside('A call to the payment provider')
      return storage.write(async tx => {
        const { demoMethods } = tables(tx)
        await tx.db.delete(demoMethods).where(eq(demoMethods.id, methodId))
      })
    },
  }
}

type Keeping = { readonly paymentId: string; readonly token: DemoToken; readonly customer: string }

/** Cards of different tokens look different, so that one can tell them apart. */
export async function keepAtDemo(tx: Tx, { paymentId, token, customer }: Keeping): Promise<KeptMethod> {
  const providerId = `demo_method_${paymentId}`
  await tx.db.insert(tables(tx).demoMethods).values({ id: providerId, customer, token }).onConflictDoNothing()
  const lastDigits = String(1001 + Object.keys(demoTokens).indexOf(token))
  const expiryYear = tx.now.getUTCFullYear() + 3
  return { providerId, customer, type: 'demo', brand: 'demo', lastDigits, expiryMonth: 12, expiryYear }
}

/** How a method that was kept behaves; undefined where it is not this customer's, or not there any more. */
export async function tokenKept(tx: ReadTx, { id, methodId }: PayingCustomer): Promise<DemoToken | undefined> {
  const { demoMethods } = tables(tx)
  const [row] = await tx.db
    .select()
    .from(demoMethods)
    .where(eq(demoMethods.id, methodId ?? ''))
  return row?.customer === id ? row.token : undefined
}

export const goneFromDemo = (method: string): PaymentOutcome => ({
  status: 'failed',
  code: 'payment_method_gone',
  text: 'This saved payment method is no longer at the demo bank.',
  gone: { method },
})
