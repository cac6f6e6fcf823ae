import type { PostalAddress } from '../shared/address.ts'
import { clockText, dayText, localIso, localTime } from '../shared/local-time.ts'
import { formatMoney, type Money, zero } from '../shared/money.ts'
import { postalKey } from '../shared/postal-pattern.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import { type DeliveryPrice, deliveryPrice } from './delivery-price.ts'
import { hoursText, type OpeningHours, readyAt } from './opening-hours.ts'
import { type Parcel, type ParcelLimits, refusalOf } from './parcel.ts'
import type { DeliveryOption } from './shipping.ts'

export type PickupPoint = {
  readonly id: string
  readonly title: string
  readonly carrier: string | null
  readonly address: PostalAddress & { readonly address_country: string }
  readonly hours: OpeningHours
  /** Opening time between the order and when it can be fetched. */
  readonly readyMinutes: number
  /** Free where it is null. */
  readonly prices: readonly DeliveryPrice[] | null
  /** The location whose stock it hands out; null where things are sent there. */
  readonly locationId: string | null
  /** All where it is null. */
  readonly shippingClasses: readonly string[] | null
  readonly limits: ParcelLimits | null
  readonly taxClass: string
  readonly position: number
  readonly active: boolean
}

/** A point that can be chosen for these goods, with when they can be fetched and what that costs. */
export type OfferedPoint = { readonly point: PickupPoint; readonly hours: string; readonly option: DeliveryOption }

export type Fetched = {
  readonly parcel: Parcel
  readonly discountedSubtotal: Money
  readonly now: Date
  readonly language?: TextLanguage
}

/** Undefined where the point does not take the goods, has no price in the currency, or does not open in time. */
export function offerAt(
  point: PickupPoint,
  { parcel, discountedSubtotal, now, language }: Fetched,
): OfferedPoint | undefined {
  const { hours, prices, limits, title } = point
  const shippingClasses = point.shippingClasses ?? parcel.classes
  const ready = readyAt(hours, point.readyMinutes, now)
  const price = prices ? deliveryPrice(prices, { parcel, discountedSubtotal }) : zero(discountedSubtotal.currency)
  if (!ready || !price || refusalOf(parcel, { title, limits: limits ?? {}, shippingClasses }) !== undefined)
    return undefined
  const text = readyText(ready, { now, timeZone: hours.timeZone, language })
  return {
    point,
    hours: hoursText(hours, now, language),
    option: {
      id: `pickup_${point.id}`,
      title: say(language, 'pickup_at', { point: title }),
      carrier: point.carrier,
      price,
      taxClass: point.taxClass,
      arrival: { earliest: localIso(ready, hours.timeZone), text, offer: text },
    },
  }
}

/** "Ready today from 15:30. Free." */
export const pointText = ({ option: { arrival, price } }: OfferedPoint, language?: TextLanguage): string =>
  `${arrival.text} ${price.amount === 0 ? say(language, 'free') : say(language, 'costs', { price: formatMoney(price) })}`

type Reader = { readonly now: Date; readonly timeZone: string; readonly language: TextLanguage | undefined }

function readyText(moment: Date, { now, timeZone, language }: Reader): string {
  const [then, today] = [localTime(moment, timeZone), localTime(now, timeZone).date]
  const time = clockText(then.minutes)
  if (then.date === today) return say(language, 'ready_today', { time })
  return say(language, 'ready_on', { day: dayText(then.date, today, language), time })
}

/** The nearest first, as far as postal codes tell: the longer the beginning in common and the less between the rest. */
export function byNearness(postalCode: string | undefined): (a: PickupPoint, b: PickupPoint) => number {
  const wanted = postalKey(postalCode ?? '')
  const distance = ({ address }: PickupPoint) => {
    const key = postalKey(address.postal_code ?? '')
    let common = 0
    while (common < wanted.length && key[common] === wanted[common]) common++
    const gap = Math.abs(Number(key.slice(common)) - Number(wanted.slice(common)))
    return { common, gap: Number.isFinite(gap) ? gap : 0 }
  }
  return (a, b) => {
    const [near, far] = [distance(a), distance(b)]
    return far.common - near.common || near.gap - far.gap || a.position - b.position || (a.id < b.id ? -1 : 1)
  }
}
