import { type Actor, assertMayReadCustomers } from '../shared/actor.ts'
import type { Input, Output } from '../shared/operation.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { recordKinds } from './record-kinds.ts'

/** These name people, and go out whole. */
const ofPeople: ReadonlySet<contract.RecordType> = new Set(['customer', 'customer_group', 'tax_exemption', 'order'])

export async function exportRecords(
  tx: ReadTx,
  { type, cursor, limit = 50 }: Input<typeof contract.exportRecords>,
  { actor }: { readonly actor: Actor },
): Promise<Output<typeof contract.exportRecords>> {
  if (ofPeople.has(type)) assertMayReadCustomers(actor, `To export records of type ${type}`)
  const { operation, page } = recordKinds[type]
  const place = cursor === undefined ? {} : { cursor: String(decodeCursor(type, cursor)[0]) }
  const { records, cursor: next } = await page(tx, { ...place, limit })
  return {
    ...(operation !== undefined && { operation }),
    records: records.map(record => ({ ...record })),
    ...(next !== undefined && { cursor: encodeCursor(type, [next]) }),
  }
}
