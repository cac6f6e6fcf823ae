import type { PostalAddress } from '../shared/address.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import { type Checkout, type Destination, type Pickup, withDestination } from './checkout.ts'
import type { FulfillmentDraft } from './contract.ts'
import { onlyGroup } from './groups.ts'

export type Delivery = Pick<
  Checkout,
  'destinations' | 'selectedDestinationId' | 'selectedOptionId' | 'groupOptions' | 'pickup'
>

const mostDestinations = 20

type Offered = {
  readonly offered: readonly Destination[]
  readonly lineIds: readonly string[]
  readonly newId: () => string
}

/**
 * What a platform wrote of the fulfillment tree. Destinations that were known stay known, so that their ids go on
 * working; selections are replaced whole. One destination alone is the one that is meant.
 */
export function chooseDelivery(
  known: readonly Destination[],
  draft: FulfillmentDraft | undefined,
  { offered, lineIds, newId }: Offered,
): Delivery {
  const all = draft?.methods ?? []
  const methods = all.filter(method => method.type !== 'pickup')
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
  return {
    destinations: keepSelected(destinations, selected),
    selectedDestinationId: selected,
    ...selectionsIn(methods),
    pickup: pickupIn(all, lineIds),
  }
}

type MethodDraft = NonNullable<FulfillmentDraft['methods']>[number]

/** A selection without a group's id is meant for the one group, or for every group that offers it. */
function selectionsIn(methods: readonly MethodDraft[]): Pick<Delivery, 'selectedOptionId' | 'groupOptions'> {
  const made = methods
    .flatMap(method => method.groups ?? [])
    .flatMap(({ id, selected_option_id: option }) => (option == null ? [] : [{ id, option }]))
  const byGroup = made.flatMap(({ id, option }) => (id === undefined || id === onlyGroup ? [] : [[id, option]]))
  const general = made.find(({ id }) => id === undefined || id === onlyGroup)
  return {
    selectedOptionId: general?.option ?? null,
    groupOptions: byGroup.length === 0 ? null : Object.fromEntries(byGroup),
  }
}

/** Without lines of its own a pickup takes all that no other method names. */
function pickupIn(methods: readonly MethodDraft[], lineIds: readonly string[]): Pickup | null {
  const pickup = methods.find(({ type }) => type === 'pickup')
  if (!pickup) return null
  const sent = methods.filter(({ type }) => type !== 'pickup').flatMap(method => method.line_item_ids ?? [])
  const named = pickup.line_item_ids?.filter(id => lineIds.includes(id))
  const own = named ?? (sent.length > 0 ? lineIds.filter(id => !sent.includes(id)) : null)
  const isAll = own !== null && lineIds.every(id => own.includes(id))
  return { lineIds: isAll ? null : own, pointId: pickup.selected_destination_id ?? null }
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
