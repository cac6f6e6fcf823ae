import { and, eq } from 'drizzle-orm'
import type { Tx } from '../storage/port.ts'
import { tables } from './tables.ts'

/** Gives a customer the exemptions of who turns out to be the same person; of two for a country the one that lasts longer. */
export async function moveTaxExemptions(
  tx: Tx,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const { taxExemptions } = tables(tx)
  const { customerId, country } = taxExemptions
  const rows = (owner: string) => tx.db.select().from(taxExemptions).where(eq(customerId, owner))
  const own = await rows(to)
  for (const row of await rows(from)) {
    const rival = own.find(other => other.country === row.country)
    if (rival && lasts(rival) >= lasts(row)) continue
    await tx.db.delete(taxExemptions).where(and(eq(customerId, to), eq(country, row.country)))
    await tx.db.insert(taxExemptions).values({ ...row, customerId: to })
  }
  await tx.db.delete(taxExemptions).where(eq(customerId, from))
}

const lasts = ({ endsAt }: { readonly endsAt: Date | null }): number => endsAt?.getTime() ?? Number.POSITIVE_INFINITY
