import type { PostalAddress } from '../shared/address.ts'

/** A place where stock lies: a warehouse, or a shop that people walk into. */
export type Location = {
  readonly id: string
  readonly title: string
  readonly address: PostalAddress | null
  readonly timeZone: string
  /** The lowest is asked first. */
  readonly priority: number
  readonly active: boolean
  /** Whether online orders are sent from here. */
  readonly shipsOnline: boolean
  readonly allowsPickup: boolean
}

/** The location that every shop has from the start, and where everything lies unless told. */
export const mainLocation = 'loc_main'

/** The main location until the shop has described it. */
export const unsetMainLocation: Location = {
  id: mainLocation,
  title: 'Main location',
  address: null,
  timeZone: 'UTC',
  priority: 0,
  active: true,
  shipsOnline: true,
  allowsPickup: false,
}

/** All the locations, the one to ask first in front. */
export const withMain = (known: readonly Location[]): Location[] =>
  (known.some(({ id }) => id === mainLocation) ? [...known] : [unsetMainLocation, ...known]).sort(
    (a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1),
  )
