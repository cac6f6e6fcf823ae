import { z } from 'zod'
import { postalAddress } from '../shared/address.ts'
import { count, currency, email, id, personText, text } from '../shared/fields.ts'
import { languageTag } from '../shared/language.ts'
import { operation } from '../shared/operation.ts'
import { ucpEnvelope } from '../shared/ucp.ts'
import { loyaltyView } from './loyalty-contract.ts'

export const mostAddresses = 50

const savedAddress = postalAddress.extend({
  id: id().optional().describe('Of an address that is there already'),
  default: z.literal(true).optional().describe('Where new checkouts go unless told; at most one'),
})

const names = {
  first_name: personText(100).optional(),
  last_name: personText(100).optional(),
  phone_number: text(40).optional(),
  language: languageTag().optional().describe('In which the shop speaks to them, e.g. "de"'),
  currency: currency().optional().describe('In which they are shown prices, where the shop offers it'),
}

export const profileDraft = z.strictObject({
  ...names,
  email: email().optional().describe('Is not changed here'),
  addresses: z.array(savedAddress).max(mostAddresses).optional().describe('Replaces all; left out, they stay'),
  version: count().optional().describe('As it was read: refused when it was changed meanwhile'),
})
export type ProfileDraft = z.infer<typeof profileDraft>

export const profileView = z.strictObject({
  ucp: ucpEnvelope,
  email: z.string(),
  ...names,
  addresses: z.array(savedAddress.required({ id: true })),
  loyalty: loyaltyView.optional().describe('Where the shop has groups that customers join by what they buy'),
  version: z.int(),
})
export type ProfileView = z.infer<typeof profileView>

export const getProfile = operation({
  name: 'get_profile',
  title: 'Get my profile',
  summary:
    'The signed-in customer’s name, phone, language, currency, saved addresses and loyalty groups, with what is missing to the next one.',
  effect: 'read',
  scope: 'account:read',
  input: z.strictObject({}),
  output: profileView,
  errors: ['unauthorized', 'not_found'],
})

export const updateProfile = operation({
  name: 'update_profile',
  title: 'Update my profile',
  summary: 'Replaces the whole profile: what is not sent is gone, but addresses that are not sent at all stay.',
  effect: 'write',
  scope: 'account:write',
  input: z.strictObject({ profile: profileDraft }),
  output: profileView,
  errors: ['unauthorized', 'not_found', 'version_conflict', 'idempotency_conflict'],
  echoes: { profile: { ucp: true, loyalty: true } },
})

export const profileOperations = [getProfile, updateProfile] as const
