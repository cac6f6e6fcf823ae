import { Link } from 'react-router'
import { AddressFields, EmailField, NameFields, PhoneField } from '../address/address-fields.tsx'
import type { Country } from '../address/countries.server.ts'
import { Button } from '../components/button.tsx'
import { Panel } from '../components/panel.tsx'
import { RadioCard } from '../components/radio-card.tsx'
import type { SentForm } from '../visit/sent-form.ts'
import { useCheckoutWords } from './checkout-words.ts'
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
  const text = (name: string) => (typeof held[name] === 'string' ? held[name] : undefined)
  return (
    <StepForm checkout={checkout.id} step="contact" search="?change=contact" className="grid gap-4 sm:grid-cols-2">
      <EmailField text={text} />
      <NameFields text={text} isRequired />
      {checkout.isShipped && (
        <>
          <AddressFields text={text} countries={countries} />
          <div className="sm:col-span-2">
            <PhoneField text={text} />
          </div>
        </>
      )}
      <Button weight="strong" className="sm:col-span-2 sm:justify-self-start">
        {words.saveContact}
      </Button>
    </StepForm>
  )
}
