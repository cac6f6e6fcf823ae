import type { Shop } from '@mitchweb/engine/contract'

/** Who asks for a page, and the shop as they may use it. */
export type Visitor = {
  readonly shop: Shop
  readonly isSignedIn: boolean
  /** The address that buyers know the shop by, such as `https://shop.example`. */
  readonly publicUrl: string
}

export type Storefront = (request: Request, visitor: Visitor) => Promise<Response>

/** The shop's pages: a function of a `Shop`. */
export declare function openStorefront(): Storefront

/** The scripts, styles and typefaces of the pages, under `assets`. */
export declare const clientFolder: string
