import type { PostalAddress } from '@mitchweb/engine/contract'
import { Form } from 'react-router'
import { Button } from '../components/button.tsx'
import { Choice, Field } from '../components/field.tsx'
import type { Country } from './countries.server.ts'
import { Refusal } from './door-page.tsx'
import type { Refused } from './refusal.server.ts'
import { useAccountWords } from './words.ts'

type Saved = PostalAddress & { readonly id?: string; readonly default?: true }

type Shown = {
  readonly address: Saved
  readonly version: number
  readonly countries: readonly Country[]
  readonly refused: Refused | undefined
}

/** An address as it is saved, or a new one. What was typed stays where it is refused. */
export function AddressForm({ address, version, countries, refused }: Shown) {
  const words = useAccountWords()
  const shown = (name: keyof PostalAddress) => (refused ? refused.fields[name] : address[name])
  const field = (name: keyof PostalAddress, label: string, autoComplete: string, isNeeded = false) => (
    <Field
      label={label}
      name={name}
      autoComplete={autoComplete}
      defaultValue={shown(name)}
      required={isNeeded}
      maxLength={200}
    />
  )
  return (
    <Form method="post" action="/account/profile" className="grid gap-4 pt-4">
      <Refusal refused={refused} />
      <input type="hidden" name="step" value="address" />
      <input type="hidden" name="version" value={version} />
      {address.id && <input type="hidden" name="id" value={address.id} />}
      <div className="grid gap-4 sm:grid-cols-2">
        {field('first_name', words.firstName, 'given-name')}
        {field('last_name', words.lastName, 'family-name')}
      </div>
      {field('street_address', words.street, 'address-line1', true)}
      {field('extended_address', words.extended, 'address-line2')}
      <div className="grid gap-4 sm:grid-cols-[9rem_1fr]">
        {field('postal_code', words.postcode, 'postal-code')}
        {field('address_locality', words.city, 'address-level2')}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {field('address_region', words.region, 'address-level1')}
        <Choice
          label={words.country}
          name="address_country"
          autoComplete="country"
          required
          defaultValue={shown('address_country') ?? ''}
        >
          <option value="">{words.choose}</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Choice>
      </div>
      {field('phone_number', words.phone, 'tel')}
      <label className="flex items-center gap-3">
        <input
          type="checkbox"
          name="default"
          defaultChecked={refused ? refused.fields.default === 'on' : address.default === true}
          className="size-5 shrink-0 accent-accent"
        />
        {words.isDefault}
      </label>
      <Button>{words.save}</Button>
    </Form>
  )
}
