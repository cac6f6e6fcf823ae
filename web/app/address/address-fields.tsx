import { Choice, Field } from '../components/field.tsx'
import { useAddressWords } from './address-words.ts'
import type { Country } from './countries.server.ts'

type Shown = {
  /** What a field holds, by its name in the shop. */
  readonly text: (name: string) => string | undefined
}

/** For a grid of one or two columns, as everything here. */
export function NameFields({ text, isRequired = false }: Shown & { readonly isRequired?: boolean }) {
  const words = useAddressWords()
  return (
    <>
      <Field
        label={words.firstName}
        name="first_name"
        autoComplete="given-name"
        maxLength={100}
        required={isRequired}
        defaultValue={text('first_name')}
      />
      <Field
        label={words.lastName}
        name="last_name"
        autoComplete="family-name"
        maxLength={100}
        required={isRequired}
        defaultValue={text('last_name')}
      />
    </>
  )
}

export function EmailField({ text }: Shown) {
  const words = useAddressWords()
  return (
    <div className="sm:col-span-2">
      <Field
        label={words.email}
        name="email"
        type="email"
        autoComplete="email"
        maxLength={254}
        required
        defaultValue={text('email')}
      />
    </div>
  )
}

export function PhoneField({ text }: Shown) {
  const words = useAddressWords()
  return (
    <Field
      label={words.optional(words.phone)}
      name="phone_number"
      type="tel"
      autoComplete="tel"
      maxLength={40}
      defaultValue={text('phone_number')}
    />
  )
}

/** Where something goes. The shop says what of it a country needs. Without countries to choose from it stays in its own. */
export function AddressFields({ text, countries }: Shown & { readonly countries: readonly Country[] | undefined }) {
  const words = useAddressWords()
  return (
    <>
      <div className="sm:col-span-2">
        <Field
          label={words.street}
          name="street_address"
          autoComplete="address-line1"
          maxLength={200}
          required
          defaultValue={text('street_address')}
        />
      </div>
      <div className="sm:col-span-2">
        <Field
          label={words.optional(words.extended)}
          name="extended_address"
          autoComplete="address-line2"
          maxLength={200}
          defaultValue={text('extended_address')}
        />
      </div>
      <Field
        label={words.postcode}
        name="postal_code"
        autoComplete="postal-code"
        maxLength={20}
        defaultValue={text('postal_code')}
      />
      <Field
        label={words.city}
        name="address_locality"
        autoComplete="address-level2"
        maxLength={100}
        defaultValue={text('address_locality')}
      />
      <Field
        label={words.optional(words.region)}
        name="address_region"
        autoComplete="address-level1"
        maxLength={100}
        defaultValue={text('address_region')}
      />
      {countries ? (
        <Choice
          label={words.country}
          name="address_country"
          autoComplete="country"
          required
          defaultValue={text('address_country') ?? ''}
        >
          <option value="">{words.choose}</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Choice>
      ) : (
        <input type="hidden" name="address_country" value={text('address_country')} />
      )}
    </>
  )
}
