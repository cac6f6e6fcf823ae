import { and, eq, inArray, sql } from 'drizzle-orm'
import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { type HandleKind, tables } from './tables.ts'

type Renamed = { readonly id: string; readonly handle: string; readonly before?: string | undefined }

/**
 * Keeps the handles that things had until now, so that old links find them. A handle that is given to something new is
 * a redirect no longer, so what a name leads to is always one step away.
 */
export async function rememberHandles(tx: Tx, kind: HandleKind, things: readonly Renamed[]): Promise<void> {
  const { formerHandles } = tables(tx)
  const taken = things.filter(({ handle, before }) => handle !== before).map(({ handle }) => handle)
  for (let start = 0; start < taken.length; start += 500) {
    const part = taken.slice(start, start + 500)
    await tx.db.delete(formerHandles).where(and(eq(formerHandles.kind, kind), inArray(formerHandles.handle, part)))
  }
  const left = things.flatMap(({ id, handle, before }) =>
    before === undefined || before === handle || taken.includes(before) ? [] : [{ handle: before, targetId: id }],
  )
  for (const { handle, targetId } of left) {
    const row = { kind, handle, targetId, changedAt: tx.now }
    await tx.db
      .insert(formerHandles)
      .values(row)
      .onConflictDoUpdate({ target: [formerHandles.kind, formerHandles.handle], set: row })
  }
}

/** What had these handles before; of the kind that is given as the parameter `kind`. */
export const formerHolders = queryByIds((db, tx, handles) => {
  const { kind, handle, targetId } = tables(tx).formerHandles
  return db
    .select({ handle, targetId })
    .from(tables(tx).formerHandles)
    .where(and(eq(kind, sql.placeholder('kind')), inArray(handle, handles)))
})

/** Tells whoever came by an old name the one to keep. */
export const movedMessage = (thing: { readonly what: string; readonly from: string; readonly to: string }): Message =>
  message('info', 'moved', `The ${thing.what} ${quoteInput(thing.from)} is now called ${quoteInput(thing.to)}.`)
