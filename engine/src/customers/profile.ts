import { fingerprint, missingFrom, type PostalAddress } from '../shared/address.ts'
import { CommerceError } from '../shared/errors.ts'
import type { NewId } from '../shared/ids.ts'
import type { Buyer } from './contract.ts'
import type { ProfileDraft } from './profile-contract.ts'

/** What the shop knows of a person, as that person keeps it. */
export type Profile = {
  readonly id: string
  readonly email: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly phoneNumber: string | null
  readonly language: string | null
  readonly currency: string | null
  readonly defaultAddressId: string | null
  readonly version: number
}

export type SavedAddress = PostalAddress & { readonly id: string }

/** How the person is named on orders. */
export const buyerOf = ({ email, firstName, lastName, phoneNumber }: Profile): Buyer => ({
  email,
  ...(firstName !== null && { first_name: firstName }),
  ...(lastName !== null && { last_name: lastName }),
  ...(phoneNumber !== null && { phone_number: phoneNumber }),
})

/** Where things go unless told: what the person has marked, or the only address there is. */
export function usualAddress(
  { defaultAddressId }: Profile,
  addresses: readonly SavedAddress[],
): SavedAddress | undefined {
  const marked = addresses.find(address => address.id === defaultAddressId)
  return marked ?? (addresses.length === 1 ? addresses[0] : undefined)
}

export type AddressBook = { readonly addresses: readonly SavedAddress[]; readonly defaultId: string | null }

/**
 * The addresses that a person wants kept. One keeps its id where the draft names it or where it is the same address as
 * before; two that are the same are one. Throws `invalid_input` for one to which nothing could be delivered.
 */
export function addressBook(
  wanted: NonNullable<ProfileDraft['addresses']>,
  { known, newId }: { readonly known: readonly SavedAddress[]; readonly newId: NewId },
): AddressBook {
  const kept = new Map<string, SavedAddress>()
  let defaultId: string | null = null
  for (const [index, { id, default: isDefault, ...address }] of wanted.entries()) {
    assertDeliverable(address, index)
    const print = fingerprint(address)
    const free = known.filter(other => [...kept.values()].every(taken => taken.id !== other.id))
    const before =
      kept.get(print) ?? free.find(other => fingerprint(other) === print) ?? free.find(other => other.id === id)
    const saved: SavedAddress = { ...address, id: before?.id ?? newId('adr', 'short') }
    kept.set(print, saved)
    if (!isDefault) continue
    if (defaultId !== null && defaultId !== saved.id)
      throw new CommerceError('invalid_input', 'Only one address can be the default.', {
        path: `$.profile.addresses[${index}].default`,
      })
    defaultId = saved.id
  }
  return { addresses: [...kept.values()], defaultId }
}

function assertDeliverable(address: PostalAddress, index: number): void {
  const [missing, ...rest] = missingFrom(address)
  if (missing === undefined) return
  throw new CommerceError('invalid_input', `The address needs ${[missing, ...rest].join(', ')}.`, {
    path: `$.profile.addresses[${index}].${missing}`,
  })
}
