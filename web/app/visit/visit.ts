import { createContext } from 'react-router'
import type { Visitor } from '../../server/types.d.ts'
import type { Addresses } from '../machines/addresses.server.ts'
import type { GoesWith } from '../product/goes-with.ts'

export type Visit = Visitor & {
  /** What the page's own scripts carry, and no others. */
  readonly nonce: string
  readonly goesWith: GoesWith
  readonly addresses: Addresses
}

export const visitContext = createContext<Visit>()
