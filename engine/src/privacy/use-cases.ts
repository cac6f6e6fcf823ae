import { emailOfCustomer } from '../customers/index.ts'
import { type Actor, assertMayReadCustomers, signedIn } from '../shared/actor.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { type Kept, nobody, type Person } from '../storage/personal-data.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { erasedAt, noteErasure } from './records.ts'
import { acquaintances, obstacles, personalData } from './rooms.ts'

type Caller = { readonly actor: Actor }
type Erased = Output<typeof contract.eraseCustomer>

export async function exportCustomer(
  tx: ReadTx,
  { id }: Input<typeof contract.exportCustomer>,
  { actor }: Caller,
): Promise<Output<typeof contract.exportCustomer>> {
  assertMayReadCustomers(actor, 'To export a customer')
  const person = await personBy(tx, id)
  if (!person) throw notFound('customer', id)
  const records: Record<string, Record<string, unknown>[]> = {}
  for (const [name, { tell }] of keepers()) {
    const rows = (await tell?.(tx, person)) ?? []
    if (rows.length > 0) records[snakeCase(name)] = rows.map(row => ({ ...row }))
  }
  return { format: 'mitchweb.customer.1', customer_id: id, exported_at: tx.now.toISOString(), records }
}

export function exportAccount(
  tx: ReadTx,
  _input: Input<typeof contract.exportAccount>,
  { actor }: Caller,
): Promise<Output<typeof contract.exportAccount>> {
  return exportCustomer(tx, { id: signedIn(actor, 'An account is exported') }, { actor })
}

export async function eraseCustomer(tx: Tx, { id }: Input<typeof contract.eraseCustomer>): Promise<Erased> {
  const before = await erasureOf(tx, { id })
  if (before) return before
  const person = await personBy(tx, id)
  if (!person) throw notFound('customer', id)
  await refuseWhileOwing(tx, person)
  for (const [, { forget }] of keepers()) await forget(tx, person)
  await noteErasure(tx, id)
  await tx.emit('customer.erased', { customer_id: id })
  return erasureView(id, tx.now)
}

export async function closeAccount(
  tx: Tx,
  { email }: Input<typeof contract.closeAccount>,
  { actor }: Caller,
): Promise<Erased> {
  const id = signedIn(actor, 'An account is closed')
  const own = await emailOfCustomer(tx, id)
  if (own !== undefined && own !== email.toLowerCase()) {
    throw new CommerceError('invalid_state', 'This is not the address of the account that is signed in.', {
      path: '$.email',
    })
  }
  return eraseCustomer(tx, { id })
}

/** That and when somebody was erased, if they were. */
export async function erasureOf(tx: ReadTx, { id }: { readonly id: string }): Promise<Erased | undefined> {
  const at = await erasedAt(tx, id)
  return at && erasureView(id, at)
}

const erasureView = (id: string, at: Date): Erased => ({ customer_id: id, erased_at: at.toISOString() })

const keepers = (): [string, Kept][] =>
  Object.entries<Kept | string>(personalData).filter((entry): entry is [string, Kept] => typeof entry[1] !== 'string')

/** A customer with all that they are known by; undefined where the shop knows nobody under this id. */
async function personBy(tx: ReadTx, customerId: string): Promise<Person | undefined> {
  const email = await emailOfCustomer(tx, customerId)
  if (email === undefined) return undefined
  let person: Person = { ...nobody(customerId), emails: [email] }
  for (const known of acquaintances) person = joined(person, await known(tx, person))
  return person
}

function joined(person: Person, more: Partial<Omit<Person, 'customerId'>>): Person {
  const lists = Object.entries(more).map(([name, ids]) => {
    const known = person[name as keyof typeof more]
    return [name, [...new Set([...known, ...(ids ?? [])])]]
  })
  return { ...person, ...Object.fromEntries(lists) }
}

/** Everything that stands in the way is said at once. */
async function refuseWhileOwing(tx: ReadTx, person: Person): Promise<void> {
  const found = (await Promise.all(obstacles.map(look => look(tx, person)))).flat()
  if (found.length === 0) return
  const text = `This customer cannot be erased yet. ${found.map(obstacle => obstacle.text).join(' ')}`
  throw new CommerceError('invalid_state', text, { obstacles: found })
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
