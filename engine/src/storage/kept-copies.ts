import { and, eq, like, not, or } from 'drizzle-orm'
import { erasedAnswer } from './idempotency.ts'
import { mentions, type Person, type PersonalData } from './personal-data.ts'
import type { Tx } from './port.ts'
import { type storageTables, tables } from './tables.ts'

/** Copies of what other rooms keep: answers for who asks again, and events on their way. */
export const storagePersonalData: PersonalData<ReturnType<typeof storageTables>> = {
  idempotency: { forget: forgetAnswers },
  outbox: {
    forget: async (tx, { emails, accountIds }) => {
      const { outbox } = tables(tx)
      await tx.db.delete(outbox).where(mentions(outbox.payload, [...emails, ...accountIds]))
    },
  },
}

/**
 * Their own calls, and those of guests about them, may be made anew: what they did has an end of its own. Staff who repeat
 * a refund must not make another, so of theirs it stays known that it was done.
 */
async function forgetAnswers(tx: Tx, person: Person): Promise<void> {
  const { idempotency } = tables(tx)
  const { actorKey, answer } = idempotency
  const names = [person.emails, person.orderIds, person.checkoutIds, person.cartIds, [person.customerId]].flat()
  const isAboutThem = mentions(answer, names)
  const isStaffs = or(like(actorKey, 'staff:%'), eq(actorKey, 'system'))
  await tx.db
    .delete(idempotency)
    .where(or(eq(actorKey, `customer:${person.customerId}`), like(actorKey, `agent:%:${person.customerId}`)))
  await tx.db.delete(idempotency).where(and(isAboutThem, not(isStaffs!)))
  await tx.db.update(idempotency).set({ answer: erasedAnswer }).where(and(isAboutThem, isStaffs))
}
