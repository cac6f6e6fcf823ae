import type { Money, Shop } from '@mitchweb/engine/contract'

/**
 * Asks sign-in, as whoever sent the request, by the paths that programs know under `/api/auth`: a GET where there is no
 * body. What cannot be answered is thrown as a CommerceError.
 */
export type AskAccounts = (path: string, body?: unknown) => Promise<Response>

/** Who asks for a page, and the shop as they may use it. */
export type Visitor = {
  readonly shop: Shop
  readonly payments: PaymentsUnderWay
  /** The shop as anybody sees it, whoever asks. */
  readonly publicShop: Shop
  readonly isSignedIn: boolean
  readonly askAccounts: AskAccounts
  /** The address that buyers know the shop by, such as `https://shop.example`. */
  readonly publicUrl: string
  /** Hears of what nobody foresaw; what is in it of people's is for whoever hears it to leave out. */
  readonly onFault: (error: unknown) => void
}

/** What a person does with a payment once it has begun: no operation of the shop, as no program may do it for them. */
export type PaymentsUnderWay = {
  /** The bank of the demo shop, which asks its customer on a page of the checkout. */
  readonly demoBank?:
    | {
        readonly pending: (checkoutId: string) => Promise<Money | undefined>
        readonly decide: (checkoutId: string, decision: 'approve' | 'refuse') => Promise<void>
      }
    | undefined
  /** Whether the payment provider has a form of its own for the checkout's page. */
  readonly hasPaymentForm: boolean
  /** Whether the payment provider has a page where this person has to act. */
  readonly waitsForPerson: (checkoutId: string) => Promise<boolean>
  /** Asks the provider how a payment stands. Answers its page, where it still wants something of the person. */
  readonly askPayment: (checkoutId: string) => Promise<string | undefined>
}

export type Storefront = (request: Request, visitor: Visitor) => Promise<Response>

/** The shop's pages: a function of a `Shop`. */
export declare function openStorefront(): Storefront

/** The scripts, styles and typefaces of the pages, under `assets`. */
export declare const clientFolder: string
