import { createContext } from 'react-router'
import type { Visitor } from '../../server/types.d.ts'

export type Visit = Visitor & {
  /** What the page's own scripts carry, and no others. */
  readonly nonce: string
}

export const visitContext = createContext<Visit>()
