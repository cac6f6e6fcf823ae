import type { PostalAddress } from '@mitchweb/engine/contract'
import { Form } from 'react-router'
import { AddressFields, NameFields, PhoneField } from '../address/address-fields.tsx'
import type { Country } from '../address/countries.server.ts'
import { Button } from '../components/button.tsx'
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
  const held: Readonly<Record<string, unknown>> = refused ? refused.fields : address
  const text = (name: string) => (typeof held[name] === 'string' ? held[name] : undefined)
  return (
    <Form method="post" action="/account/profile" className="grid gap-4 pt-4 sm:grid-cols-2">
      <div className="empty:hidden sm:col-span-2">
        <Refusal refused={refused} />
      </div>
      <input type="hidden" name="step" value="address" />
      <input type="hidden" name="version" value={version} />
      {address.id && <input type="hidden" name="id" value={address.id} />}
      <NameFields text={text} />
      <AddressFields text={text} countries={countries} />
      <div className="sm:col-span-2">
        <PhoneField text={text} />
      </div>
      <label className="flex items-center gap-3 sm:col-span-2">
        <input
          type="checkbox"
          name="default"
          defaultChecked={refused ? refused.fields.default === 'on' : address.default === true}
          className="size-5 shrink-0 accent-accent"
        />
        {words.isDefault}
      </label>
      <Button className="sm:col-span-2">{words.save}</Button>
    </Form>
  )
}
