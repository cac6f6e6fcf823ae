import type { PostalAddress } from '@mitchweb/engine/contract'
import type { SentForm } from '../visit/sent-form.ts'

export const addressFields = [
  'first_name',
  'last_name',
  'street_address',
  'extended_address',
  'address_locality',
  'address_region',
  'postal_code',
  'address_country',
  'phone_number',
] as const satisfies readonly (keyof PostalAddress)[]

/** Of these fields, what somebody has written something into. */
export const typedIn = <F extends string>(form: SentForm, fields: readonly F[]): { [field in F]?: string } =>
  Object.fromEntries(
    fields.flatMap(field => {
      const value = form[field]?.trim()
      return value ? [[field, value]] : []
    }),
  ) as { [field in F]?: string }
