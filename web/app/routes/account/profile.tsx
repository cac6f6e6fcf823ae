import { addressLine } from '@mitchweb/engine/contract'
import { type ActionFunctionArgs, Form, type LoaderFunctionArgs } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { AddressForm } from '../../account/address-form.tsx'
import { Card } from '../../account/card.tsx'
import { Refusal } from '../../account/door-page.tsx'
import { changeProfile } from '../../account/profile.server.ts'
import type { Refused } from '../../account/refusal.server.ts'
import { signedIn } from '../../account/signed-in.server.ts'
import { Told } from '../../account/told.tsx'
import { useAccountWords } from '../../account/words.ts'
import { NameFields, PhoneField } from '../../address/address-fields.tsx'
import { type Country, countriesIn } from '../../address/countries.server.ts'
import { Button } from '../../components/button.tsx'
import { asked as asking } from '../../visit/answers.server.ts'
import { reaching } from '../../waiting/reaching.ts'

export async function loader(asked: LoaderFunctionArgs) {
  const { shop, choice } = await signedIn(asked)
  const { first_name, last_name, phone_number, addresses, version } = await asking(shop.getProfile({}))
  return {
    names: { first_name, last_name, phone_number },
    addresses: addresses.map(address => ({ ...address, line: addressLine(address) })),
    version,
    countries: countriesIn(choice.language),
    done: asked.url.searchParams.get('done'),
  }
}

export const action = async (asked: ActionFunctionArgs) => await changeProfile(asked)

export const clientAction = reaching

export const meta = accountMeta('/account/profile', ({ rooms }) => rooms.profile)

type Loaded = Awaited<ReturnType<typeof loader>>

type Shown = { readonly loaderData: Loaded; readonly actionData: Refused | undefined }

export default function Profile({ loaderData: page, actionData: refused }: Shown) {
  const words = useAccountWords()
  const { addresses, version, countries } = page
  const refusedAt = (step: string) => (refused?.step === step ? refused : undefined)
  return (
    <>
      <h1 className="mb-6">{words.rooms.profile}</h1>
      <Told done={refused ? null : page.done} />
      <Refusal refused={refusedAt('remove')} />
      <Names key={`names ${version}`} names={page.names} version={version} refused={refusedAt('names')} />
      <Card title={words.addresses}>
        {addresses.length === 0 && <p className="text-quiet">{words.noAddresses}</p>}
        <ul className="border-t border-line empty:hidden">
          {addresses.map(address => (
            <Address
              key={`${address.id} ${version}`}
              address={address}
              version={version}
              countries={countries}
              refused={refusedAt(`address ${address.id}`)}
            />
          ))}
        </ul>
        <details key={`new ${version}`} open={refusedAt('address ') !== undefined}>
          <summary className="w-fit font-semibold underline underline-offset-4">{words.addAddress}</summary>
          <AddressForm address={{}} version={version} countries={countries} refused={refusedAt('address ')} />
        </details>
      </Card>
    </>
  )
}

type NamesShown = { readonly names: Loaded['names']; readonly version: number; readonly refused: Refused | undefined }

function Names({ names, version, refused }: NamesShown) {
  const words = useAccountWords()
  const held: Readonly<Record<string, string | undefined>> = refused ? refused.fields : names
  const text = (name: string) => held[name]
  return (
    <Card title={words.profile}>
      <Refusal refused={refused} />
      <Form method="post" action="/account/profile" className="grid gap-4 sm:grid-cols-2">
        <input type="hidden" name="step" value="names" />
        <input type="hidden" name="version" value={version} />
        <NameFields text={text} />
        <PhoneField text={text} />
        <Button className="self-end">{words.save}</Button>
      </Form>
    </Card>
  )
}

type AddressShown = {
  readonly address: Loaded['addresses'][number]
  readonly version: number
  readonly countries: readonly Country[]
  readonly refused: Refused | undefined
}

function Address({ address, version, countries, refused }: AddressShown) {
  const words = useAccountWords()
  return (
    <li className="border-b border-line py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="min-w-0">
          {address.line}
          {address.default && <span className="ml-2 rounded-sm bg-soft px-2 py-0.5 text-sm">{words.default}</span>}
        </p>
        <Form method="post" action="/account/profile">
          <input type="hidden" name="step" value="remove" />
          <input type="hidden" name="version" value={version} />
          <input type="hidden" name="id" value={address.id} />
          <Button weight="quiet" aria-label={words.removeNamed(address.line)}>
            {words.remove}
          </Button>
        </Form>
      </div>
      <details open={refused !== undefined}>
        <summary className="w-fit underline underline-offset-4" aria-label={words.changeNamed(address.line)}>
          {words.changeAddress}
        </summary>
        <AddressForm address={address} version={version} countries={countries} refused={refused} />
      </details>
    </li>
  )
}
