import type { Shop } from '@mitchweb/engine/contract'
import { createContext } from 'react-router'

export type Visit = {
  readonly shop: Shop
  readonly isSignedIn: boolean
  readonly publicUrl: string
  /** What the page's own scripts carry, and no others. */
  readonly nonce: string
}

export const visitContext = createContext<Visit>()
