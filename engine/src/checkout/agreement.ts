import type { OrderDraft } from '../orders/index.ts'
import type { Payment } from '../payments/index.ts'
import { say } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/port.ts'
import type { Agreement } from './checkout.ts'
import type { CheckoutView } from './contract.ts'
import { handedOverAt, type PricedCheckout } from './priced.ts'
import type { DeliveryOption } from './shipping.ts'
import { type Caller, liveView } from './view.ts'

/** The order as it will be, down to the last minor unit, before any money moves. */
export async function agree(
  tx: ReadTx,
  look: PricedCheckout,
  { gateways, instrument }: Pick<Caller, 'gateways'> & { readonly instrument: Payment['instrument'] | undefined },
): Promise<Agreement> {
  const { checkout, priced, quote } = look
  const view = await liveView(tx, { ...look, checkout: { ...checkout, status: 'complete_in_progress' } }, { gateways })
  const lines = priced.lines.map(line => ({
    id: line.id,
    variantId: line.variantId,
    sku: line.sku ?? null,
    title: line.title,
    imageUrl: line.imageUrl ?? null,
    unitAmount: line.unitPrice.amount,
    quantity: line.quantity,
    totals: view.line_items.find(({ id }) => id === line.id)?.totals ?? [],
    ...(line.parts && { parts: line.parts.map(({ isGone: _, ...part }) => part) }),
    ...(line.availableAt && { availableAt: line.availableAt.toISOString() }),
  }))
  const places = handedOverAt(look.point?.point, look.fetched)
  const payment = view.payment && { payment: paymentOf(look, view.payment, instrument) }
  return {
    view: { ...view, ...payment },
    ...(places && { handedOver: places }),
    order: {
      buyer: { ...checkout.buyer, email: checkout.buyer?.email ?? '' },
      currency: quote.currency,
      lines,
      totals: view.totals,
      discounts: view.discounts.applied,
      taxes: view.taxes,
      expectations: expectationsOf(look),
      promotionIds: quote.discounts.map(discount => discount.promotionId),
      attribution: checkout.attribution ?? null,
      remembersAddress: checkout.ownerId !== null || priced.store.savedAddressesByEmail,
    },
  }
}

/** What each instrument will have paid, the gateway's last. */
function paymentOf(
  { cards }: PricedCheckout,
  payment: NonNullable<CheckoutView['payment']>,
  instrument: Payment['instrument'] | undefined,
): NonNullable<CheckoutView['payment']> {
  const paid = payment.instruments.flatMap((card, index) => {
    const amount = cards[index]?.amount ?? 0
    return amount > 0 ? [{ ...card, amount }] : []
  })
  const rest = payment.remaining_amount
  return { ...payment, instruments: [...paid, ...(instrument && rest > 0 ? [{ ...instrument, amount: rest }] : [])] }
}

function expectationsOf({ priced, destination, groups, fetched, point }: PricedCheckout): OrderDraft['expectations'] {
  const { id: _, ...address } = destination ?? { id: '' }
  const digital = priced.lines.filter(line => !line.requiresShipping)
  return [
    ...groups.flatMap(({ lines, option, readyOn }) =>
      option
        ? [
            {
              lines: quantitiesOf(lines),
              methodType: 'shipping' as const,
              destination: address,
              description: `${option.title}: ${option.arrival.text}`,
              arrival: timesOf(option),
              ...(option.rateId !== undefined && { rateId: option.rateId }),
              ...(readyOn !== undefined && { fulfillableOn: readyOn }),
            },
          ]
        : [],
    ),
    ...(point
      ? [
          {
            lines: quantitiesOf(fetched),
            methodType: 'pickup' as const,
            destination: point.point.address,
            description: `${point.option.title}: ${point.option.arrival.text} ${point.hours}.`,
            arrival: timesOf(point.option),
          },
        ]
      : []),
    ...(digital.length > 0
      ? [
          {
            lines: quantitiesOf(digital),
            methodType: 'digital' as const,
            destination: {},
            description: say(priced.market.textLanguage, 'sent_by_email'),
          },
        ]
      : []),
  ]
}

const timesOf = ({ arrival: { earliest, latest } }: DeliveryOption) => ({ earliest, ...(latest && { latest }) })

const quantitiesOf = (lines: readonly { id: string; quantity: number }[]) =>
  lines.map(({ id, quantity }) => ({ id, quantity }))
