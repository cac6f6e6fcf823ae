import type { OutputOf } from '@mitchweb/engine/contract'
import { createContext } from 'react-router'
import type { Visitor } from '../../server/types.d.ts'
import type { Addresses } from '../machines/addresses.server.ts'
import type { Policies } from '../policy/policies.server.ts'
import type { GoesWith } from '../product/goes-with.ts'
import type { Turns } from './turns.server.ts'

export type Visit = Visitor & {
  /** What the page's own scripts carry, and no others. */
  readonly nonce: string
  /** The shop's settings, asked for once, whatever of the page wants them. */
  readonly store: () => Promise<OutputOf<'get_store'>>
  readonly goesWith: GoesWith
  readonly addresses: Addresses
  readonly policies: Policies
  /** Changes of one cart, by its id, one after the other. */
  readonly cartTurn: Turns
}

export const visitContext = createContext<Visit>()
