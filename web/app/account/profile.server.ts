import type { Shop } from '@mitchweb/engine/contract'
import { type ActionFunctionArgs, redirect } from 'react-router'
import { addressFields, typedIn } from '../address/typed-address.server.ts'
import { formOf } from '../visit/form.server.ts'
import { refusal } from './refusal.server.ts'
import { signedIn } from './signed-in.server.ts'

type Profile = Awaited<ReturnType<Shop['getProfile']>>
type Draft = Parameters<Shop['updateProfile']>[0]['profile']
type Form = Readonly<Record<string, string>>

const changes: Readonly<Record<string, ((profile: Profile, form: Form) => Partial<Draft>) | undefined>> = {
  names: (_, form) => typedIn(form, ['first_name', 'last_name', 'phone_number']),
  address: withAddress,
  remove: ({ addresses }, { id }) => ({ addresses: addresses.filter(address => address.id !== id) }),
}

/**
 * Changes one thing of a profile. The shop replaces the whole, so all else goes along as it is, with the version that
 * the person has seen: what changed meanwhile is not overwritten.
 */
export async function changeProfile(asked: ActionFunctionArgs) {
  const { shop, choice } = await signedIn(asked, { back: '/account/profile' })
  const form = await formOf(asked.request)
  const step = form.step ?? ''
  try {
    const profile = await shop.getProfile({})
    const {
      ucp: _ucp,
      loyalty: _loyalty,
      first_name: _first,
      last_name: _last,
      phone_number: _phone,
      ...kept
    } = profile
    const names = { first_name: profile.first_name, last_name: profile.last_name, phone_number: profile.phone_number }
    const draft = { ...kept, ...(step === 'names' ? {} : given(names)), ...changes[step]?.(profile, form) }
    await shop.updateProfile({ profile: { ...draft, version: Number(form.version) } })
    return redirect(`/account/profile?done=${step === 'remove' ? 'removed' : 'saved'}`, 303)
  } catch (error) {
    return refusal({
      error,
      language: choice.language,
      step: step === 'address' ? `address ${form.id ?? ''}` : step,
      fields: form,
    })
  }
}

function withAddress({ addresses }: Profile, form: Form): Partial<Draft> {
  const isDefault = form.default === 'on'
  const others = addresses.map(({ default: wasDefault, ...address }) => ({
    ...address,
    ...(wasDefault && !isDefault && address.id !== form.id && { default: true as const }),
  }))
  const known = addresses.some(({ id }) => id === form.id)
  const changed = {
    ...typedIn(form, addressFields),
    ...(known && { id: form.id }),
    ...(isDefault && { default: true as const }),
  }
  return { addresses: known ? others.map(each => (each.id === form.id ? changed : each)) : [...others, changed] }
}

const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
