import type { Basket } from '../cart/index.ts'
import type { OrderDraft } from '../orders/index.ts'
import { fingerprint, type PostalAddress } from '../shared/address.ts'
import { states } from '../shared/states.ts'
import type { AppliedCard } from './cards.ts'
import type { CheckoutView, checkoutStatuses } from './contract.ts'
import type { PreparedBy } from './prepared-by.ts'

export type CheckoutStatus = (typeof checkoutStatuses)[number]

/** UCP's states. An update recomputes, so what was ready may be incomplete again; what is final stays as it is. */
export const checkoutStates = states<CheckoutStatus>({
  incomplete: ['ready_for_complete', 'requires_escalation', 'canceled'],
  ready_for_complete: ['incomplete', 'requires_escalation', 'complete_in_progress', 'completed', 'canceled'],
  requires_escalation: ['incomplete', 'ready_for_complete', 'complete_in_progress', 'completed', 'canceled'],
  complete_in_progress: ['incomplete', 'ready_for_complete', 'requires_escalation', 'completed', 'canceled'],
  completed: [],
  canceled: [],
})

export type Destination = PostalAddress & { readonly id: string }

/** What the buyer fetches: these lines, or all where they are null, from a point that may still have to be chosen. */
export type Pickup = { readonly lineIds: readonly string[] | null; readonly pointId: string | null }

/** What was agreed when payment began: the price does not move any more, and the order is made of exactly this. */
export type Agreement = {
  readonly view: CheckoutView
  /** An agent pays it inside a mandate, whose budget holds the amount. */
  readonly isMandated?: true
  /** The locations that hand lines over, by line; the stock of the others may come from anywhere. */
  readonly handedOver?: Readonly<Record<string, string>>
  readonly order: Omit<OrderDraft, 'buyer' | 'checkoutId' | 'ownerId' | 'payments'> & {
    readonly buyer: OrderDraft['buyer']
  }
}

export type Checkout = Basket & {
  readonly id: string
  readonly ownerId: string | null
  readonly version: number
  readonly status: CheckoutStatus
  readonly cartId: string | null
  readonly cartVersion: number | null
  readonly destinations: readonly Destination[]
  readonly selectedDestinationId: string | null
  /** What was selected without naming one of several groups. */
  readonly selectedOptionId: string | null
  readonly groupOptions: Readonly<Record<string, string>> | null
  readonly pickup: Pickup | null
  /** The total in the last answer to a change: what a caller who sends no `expected_total` has agreed to. */
  readonly shownTotal: number
  /** Gift cards and store credit that are to pay part of it, in their order. */
  readonly cards: readonly AppliedCard[]
  readonly agreement: Agreement | null
  /** The payment that is under way or was made. */
  readonly paymentId: string | null
  /** Payments that failed; a repeated call after a failure is a new attempt. */
  readonly attempts: number
  /** Why the last payment did not become an order, until the checkout is changed. */
  readonly failure: { readonly code: string; readonly text: string } | null
  /** The assistant that last had a hand in it; null where only people had. */
  readonly preparedBy: PreparedBy | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** UCP's default: six hours from the last change. */
export const checkoutHours = 6

/** How long stock is held while somebody pays. */
export const holdSeconds = 900

/** The agreed lines as stock is taken for them. */
export const linesToHold = ({ order, handedOver }: Agreement) => placed(order.lines, handedOver)

/** Lines with the locations that hand them over, where some do. */
export const placed = <L extends { readonly id: string }>(
  lines: readonly L[],
  handedOver: Agreement['handedOver'] = {},
): (L & { readonly locationId?: string })[] =>
  lines.map(line => {
    const locationId = handedOver[line.id]
    return locationId === undefined ? line : { ...line, locationId }
  })

/** The same address keeps its id; one that is new gets one. */
export function withDestination(
  known: readonly Destination[],
  address: PostalAddress,
  newId: () => string,
): Destination {
  const print = fingerprint(address)
  return known.find(destination => fingerprint(destination) === print) ?? { ...address, id: newId() }
}
