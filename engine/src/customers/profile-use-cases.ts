import { type Actor, customerOf, scopesOf, signedIn } from '../shared/actor.ts'
import { countryCode } from '../shared/countries.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input } from '../shared/operation.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type { Buyer } from './contract.ts'
import { loyaltyOf } from './loyalty-view.ts'
import { type AddressBook, addressBook, buyerOf, type Profile, type SavedAddress, usualAddress } from './profile.ts'
import type * as contract from './profile-contract.ts'
import type { ProfileView } from './profile-contract.ts'
import { changedMeanwhile, findProfile, profileOf, saveAddressBook, saveProfile } from './profile-records.ts'
import { normalizedEmail, savedAddresses } from './records.ts'

type Caller = { readonly actor: Actor }

export async function getProfile(
  tx: ReadTx,
  _: Input<typeof contract.getProfile>,
  { actor }: Caller,
): Promise<ProfileView> {
  const profile = await profileOf(tx, signedIn(actor, 'A profile is shown'))
  return viewOf(tx, profile)
}

/** The profile with all that the draft says: what it does not name is gone, but for the addresses. */
export async function updateProfile(
  tx: Tx,
  { profile: draft }: Input<typeof contract.updateProfile>,
  { actor }: Caller,
): Promise<ProfileView> {
  const current = await profileOf(tx, signedIn(actor, 'A profile is changed'))
  if (draft.version !== undefined && draft.version !== current.version) throw changedMeanwhile()
  if (draft.email !== undefined && normalizedEmail(draft.email) !== current.email) {
    const how = 'The e-mail address is what the customer signs in with; it is changed there, not here.'
    throw new CommerceError('invalid_input', how, { path: '$.profile.email' })
  }
  const known = await savedAddresses(tx, current.id)
  const book: AddressBook = draft.addresses
    ? addressBook(draft.addresses, { known, newId: tx.newId })
    : { addresses: known, defaultId: current.defaultAddressId }
  await saveAddressBook(tx, current.id, { before: known, after: book.addresses })
  const saved = await saveProfile(tx, {
    ...current,
    firstName: draft.first_name ?? null,
    lastName: draft.last_name ?? null,
    phoneNumber: draft.phone_number ?? null,
    language: draft.language ?? null,
    currency: draft.currency ?? null,
    defaultAddressId: book.defaultId,
  })
  return viewOf(tx, saved)
}

export type KnownBuyer = {
  readonly buyer: Buyer
  readonly addresses: readonly SavedAddress[]
  /** Where things go unless told. */
  readonly usual: SavedAddress | undefined
}

/** What is known of whoever is signed in, for who may read it: an agent may only where its customer let it. */
export async function knownBuyer(tx: ReadTx, actor: Actor): Promise<KnownBuyer | undefined> {
  const customerId = customerOf(actor)
  if (customerId === undefined || !scopesOf(actor).includes('account:read')) return undefined
  const profile = await findProfile(tx, customerId)
  const addresses = await savedAddresses(tx, customerId)
  if (!profile) return { buyer: {}, addresses, usual: undefined }
  return {
    buyer: buyerOf(profile),
    addresses: defaultFirst(profile, addresses),
    usual: usualAddress(profile, addresses),
  }
}

export const emailOfCustomer = async (tx: ReadTx, customerId: string): Promise<string | undefined> =>
  (await findProfile(tx, customerId))?.email

/** How a customer is served unless they say otherwise. */
export type Preferences = { readonly language?: string; readonly currency?: string; readonly country?: string }

export async function preferencesOf(tx: ReadTx, customerId: string): Promise<Preferences> {
  const profile = await findProfile(tx, customerId)
  if (!profile) return {}
  const { language, currency } = profile
  const country = countryCode(usualAddress(profile, await savedAddresses(tx, customerId))?.address_country)
  return {
    ...(language !== null && { language }),
    ...(currency !== null && { currency }),
    ...(country !== undefined && { country }),
  }
}

async function viewOf(tx: ReadTx, profile: Profile): Promise<ProfileView> {
  const loyalty = await loyaltyOf(tx, profile)
  return { ...profileView(profile, await savedAddresses(tx, profile.id)), ...(loyalty && { loyalty }) }
}

const profileView = (profile: Profile, addresses: readonly SavedAddress[]): ProfileView => ({
  ucp,
  ...buyerOf(profile),
  email: profile.email,
  ...(profile.language !== null && { language: profile.language }),
  ...(profile.currency !== null && { currency: profile.currency }),
  addresses: defaultFirst(profile, addresses).map(address => ({
    ...address,
    ...(address.id === profile.defaultAddressId && { default: true as const }),
  })),
  version: profile.version,
})

const defaultFirst = ({ defaultAddressId }: Profile, addresses: readonly SavedAddress[]): SavedAddress[] =>
  addresses.toSorted((a, b) => Number(b.id === defaultAddressId) - Number(a.id === defaultAddressId))
