import type { PaymentForm } from '@mitchweb/engine/contract'

/** What pays by the provider's form on this page, and by the provider's own page. */
export const cardWay = 'card'
export const pageWay = 'hosted_page'

/** A card as whoever saved it knows it again. */
export type SavedCard = {
  readonly id: string
  readonly brand: string
  readonly end: string
  readonly expires: { readonly month: number; readonly year: number }
}

export type Ways = {
  readonly saved: readonly SavedCard[]
  /** The demo provider's, with what each of them does. */
  readonly tokens?: Readonly<Record<string, string>>
  readonly form?: PaymentForm
  readonly hasPage: boolean
  /** Whether what pays can be kept for the next time. */
  readonly canSave: boolean
}
