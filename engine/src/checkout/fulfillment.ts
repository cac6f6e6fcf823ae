import type { PostalAddress } from '../shared/address.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import { type Destination, withDestination } from './checkout.ts'
import type { FulfillmentDraft } from './contract.ts'

export type Delivery = {
  readonly destinations: readonly Destination[]
  readonly selectedDestinationId: string | null
  readonly selectedOptionId: string | null
}

const mostDestinations = 20

/**
 * What a platform wrote of the fulfillment tree. Destinations that were known stay known, so that their ids go on
 * working; selections are replaced whole. One destination alone is the one that is meant.
 */
export function chooseDelivery(
  known: readonly Destination[],
  draft: FulfillmentDraft | undefined,
  { offered, newId }: { offered: readonly Destination[]; newId: () => string },
): Delivery {
  const methods = draft?.methods ?? []
  if (methods.some(method => method.type === 'pickup')) {
    throw new CommerceError(
      'invalid_input',
      'This shop delivers and has no pickup. Send a method of type "shipping".',
      {
        path: '$.fulfillment.methods[0].type',
      },
    )
  }
  let destinations = [...known]
  const named = methods
    .flatMap(method => method.destinations ?? [])
    .map(({ id, ...address }) => {
      const destination = destinationOf([...destinations, ...offered], { id, address, newId })
      destinations = [...destinations.filter(other => other.id !== destination.id), destination]
      return destination.id
    })
  const chosen = methods.map(method => method.selected_destination_id).find(id => id !== undefined)
  const selected = chosen === undefined && named.length === 1 ? named[0]! : (chosen ?? null)
  const offer = offered.find(destination => destination.id === selected)
  if (offer && !destinations.some(destination => destination.id === offer.id)) destinations.push(offer)
  if (selected !== null && !destinations.some(destination => destination.id === selected))
    throw unknownDestination(selected, destinations)
  const option = methods
    .flatMap(method => method.groups ?? [])
    .map(group => group.selected_option_id)
    .find(id => id != null)
  return {
    destinations: keepSelected(destinations, selected),
    selectedDestinationId: selected,
    selectedOptionId: option ?? null,
  }
}

type Named = { readonly id: string | undefined; readonly address: PostalAddress; readonly newId: () => string }

function destinationOf(known: readonly Destination[], { id, address, newId }: Named): Destination {
  const before = id === undefined ? undefined : known.find(destination => destination.id === id)
  if (before) return Object.keys(address).length === 0 ? before : { ...address, id: before.id }
  if (Object.keys(address).length === 0) throw unknownDestination(id ?? '', known)
  return withDestination(known, address, newId)
}

const unknownDestination = (id: string, known: readonly Destination[]) => {
  const ids = known.map(destination => destination.id).join(', ')
  const help = ids
    ? `Known are ${ids}; or send the address itself in destinations.`
    : 'Send the address itself in destinations.'
  return new CommerceError('invalid_input', `There is no destination ${quoteInput(id)}. ${help}`, {
    path: '$.fulfillment.methods[0].selected_destination_id',
  })
}

function keepSelected(destinations: readonly Destination[], selected: string | null): Destination[] {
  const rest = destinations.filter(destination => destination.id !== selected)
  const chosen = destinations.filter(destination => destination.id === selected)
  return [...rest.slice(-(mostDestinations - chosen.length)), ...chosen]
}
