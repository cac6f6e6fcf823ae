import { addressLine, type OutputOf } from '@mitchweb/engine/contract'
import { buyerText } from './cart-text.ts'
import { linesOf, quoted } from './shared-text.ts'

export function profileText(profile: OutputOf<'get_profile'>): string {
  const { addresses, language, currency, loyalty, version } = profile
  return linesOf(
    buyerText(profile),
    language && `Language ${language}`,
    currency && `Currency ${currency}`,
    addresses.length === 0 ? 'No saved addresses.' : 'Saved addresses:',
    addresses.map(
      ({ id, default: isDefault, phone_number, ...address }) =>
        `- ${id} ${quoted(addressLine(address))}${phone_number ? `, ${quoted(phone_number)}` : ''}${isDefault ? ' [default]' : ''}`,
    ),
    loyalty?.groups.map(
      ({ name, until }) => `In the group ${quoted(name)}${until ? ` until ${until}, if nothing more is bought` : ''}`,
    ),
    loyalty?.next && quoted(loyalty.next.content),
    `Version ${version}`,
  )
}
