import { Link } from 'react-router'
import { Button } from '../components/button.tsx'
import { Choice, Field } from '../components/field.tsx'
import { Panel } from '../components/panel.tsx'
import { RadioCard } from '../components/radio-card.tsx'
import type { SentForm } from '../visit/sent-form.ts'
import { useCheckoutWords } from './checkout-words.ts'
import type { Country } from './countries.server.ts'
import type { ShownCheckout } from './shown-checkout.server.ts'
import { ChoiceForm, StepForm } from './step-form.tsx'

type Shown = {
  readonly checkout: ShownCheckout
  readonly countries?: readonly Country[] | undefined
  readonly typed: SentForm | undefined
}

/**
 * Who buys and where to. What is complete is shown as text, and opened to be changed: nobody can pay while something that
 * they typed is not saved.
 */
export function Contact({ checkout, countries, typed }: Shown) {
  const words = useCheckoutWords()
  const title = checkout.isShipped ? words.contactAndAddress : words.contact
  if (countries) {
    return (
      <Panel title={title}>
        <ContactForm checkout={checkout} countries={countries} typed={typed} />
      </Panel>
    )
  }
  const change = (
    <Link
      to="?change=contact"
      preventScrollReset
      aria-label={words.changeContact}
      className="text-quiet underline underline-offset-4 hover:text-ink"
    >
      {words.change}
    </Link>
  )
  return (
    <Panel title={title} aside={change}>
      <div>
        <p className="font-medium">
          {[checkout.buyer?.first_name, checkout.buyer?.last_name].filter(Boolean).join(' ')}
        </p>
        <p>{[checkout.buyer?.email, checkout.buyer?.phone_number].filter(Boolean).join(' · ')}</p>
        {checkout.isShipped && checkout.addresses.length < 2 && <p>{checkout.address?.line}</p>}
      </div>
      {checkout.isShipped && checkout.addresses.length > 1 && <SavedAddresses checkout={checkout} />}
    </Panel>
  )
}

function SavedAddresses({ checkout: { id, addresses, address } }: { checkout: ShownCheckout }) {
  const words = useCheckoutWords()
  return (
    <ChoiceForm checkout={id} step="address" legend={words.savedAddresses} save={words.useAddress}>
      {addresses.map(each => (
        <RadioCard key={each.id} name="address" value={each.id} isChosen={each.id === address?.id} title={each.line} />
      ))}
    </ChoiceForm>
  )
}

type Filling = Shown & { readonly countries: readonly Country[] }

function ContactForm({ checkout, countries, typed }: Filling) {
  const words = useCheckoutWords()
  const held: Readonly<Record<string, unknown>> = { ...checkout.buyer, ...checkout.address, ...typed }
  const text = (name: string) => (typeof held[name] === 'string' ? held[name] : '')
  return (
    <StepForm checkout={checkout.id} step="contact" search="?change=contact" className="grid gap-4 sm:grid-cols-2">
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
      <Field
        label={words.firstName}
        name="first_name"
        autoComplete="given-name"
        maxLength={100}
        required
        defaultValue={text('first_name')}
      />
      <Field
        label={words.lastName}
        name="last_name"
        autoComplete="family-name"
        maxLength={100}
        required
        defaultValue={text('last_name')}
      />
      {checkout.isShipped && <AddressFields text={text} countries={countries} />}
      <Button weight="strong" className="sm:col-span-2 sm:justify-self-start">
        {words.saveContact}
      </Button>
    </StepForm>
  )
}

function AddressFields({ text, countries }: { text: (name: string) => string; countries: readonly Country[] }) {
  const words = useCheckoutWords()
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
          label={words.optional(words.apartment)}
          name="extended_address"
          autoComplete="address-line2"
          maxLength={200}
          defaultValue={text('extended_address')}
        />
      </div>
      <Field
        label={words.postalCode}
        name="postal_code"
        autoComplete="postal-code"
        maxLength={20}
        defaultValue={text('postal_code')}
      />
      <Field
        label={words.town}
        name="address_locality"
        autoComplete="address-level2"
        maxLength={100}
        required
        defaultValue={text('address_locality')}
      />
      <Field
        label={words.optional(words.region)}
        name="address_region"
        autoComplete="address-level1"
        maxLength={100}
        defaultValue={text('address_region')}
      />
      <Choice
        label={words.country}
        name="address_country"
        autoComplete="country"
        required
        defaultValue={text('address_country')}
      >
        <option value="">{words.chooseCountry}</option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Choice>
      <div className="sm:col-span-2">
        <Field
          label={words.optional(words.phone)}
          name="phone_number"
          type="tel"
          autoComplete="tel"
          maxLength={40}
          defaultValue={text('phone_number')}
        />
      </div>
    </>
  )
}
