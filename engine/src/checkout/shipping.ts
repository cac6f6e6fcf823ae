import { addDays, dayText } from '../shared/local-time.ts'
import type { Money } from '../shared/money.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import { type Arrival, type Asked, arrivalOf, type Schedule, slotsOf } from './delivery-days.ts'
import { type DeliveryPrice, deliveryPrice } from './delivery-price.ts'
import { type Parcel, type ParcelLimits, refusalOf, standardShippingClass } from './parcel.ts'
import { isPoBox, lies, type Target, type Zone } from './zone.ts'

export type ShippingRate = {
  readonly id: string
  readonly title: string
  readonly carrier: string | null
  /** Whole countries, as two-letter codes; everywhere where neither they nor zones are named. */
  readonly countries: readonly string[] | null
  readonly zones: Zone['places']
  readonly except: Zone['except'] | null
  readonly prices: readonly DeliveryPrice[]
  readonly minimumDays: number
  readonly maximumDays: number
  readonly schedule: Schedule | null
  /** Only standard goods where it is null. */
  readonly shippingClasses: readonly string[] | null
  readonly limits: ParcelLimits | null
  readonly poBoxes: boolean
  readonly taxClass: string
  readonly position: number
  readonly active: boolean
}

/** A way of delivery that a buyer can choose, with its price for this parcel. */
export type DeliveryOption = {
  readonly id: string
  /** The rate that it is of; pickups have none. */
  readonly rateId?: string
  readonly title: string
  readonly carrier: string | null
  readonly price: Money
  readonly taxClass: string
  readonly arrival: Arrival
}

export type Sent = {
  readonly target: Target
  readonly parcel: Parcel
  readonly discountedSubtotal: Money
  readonly now: Date
  /** The day from which the goods are there, where that is not today. */
  readonly readyOn?: string
  readonly language?: TextLanguage
}

export type Offer = {
  readonly options: readonly DeliveryOption[]
  /** Why ways that lead there do not take this parcel, in words. */
  readonly refusals: readonly string[]
}

/** What can be chosen, in the shop's order, and what cannot although it leads there. */
export function shippingOptions(rates: readonly ShippingRate[], sent: Sent): Offer {
  const leading = rates
    .filter(rate => rate.active && lies(sent.target, zoneOf(rate)) && isPriced(rate, sent))
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  const refused = leading.flatMap(rate => {
    const why = refusal(rate, sent)
    return why === undefined ? [] : [{ rate, why }]
  })
  return {
    options: leading.filter(rate => refused.every(other => other.rate !== rate)).flatMap(rate => optionsOf(rate, sent)),
    refusals: refused.map(({ why }) => why),
  }
}

/** Whether this way of delivery leads to an address, whatever it carries there. */
export const leadsTo = (rate: ShippingRate, target: Target): boolean =>
  lies(target, zoneOf(rate)) && (rate.poBoxes || !isPoBox(target))

function zoneOf({ countries, zones, except }: ShippingRate): Zone {
  const whole = countries?.map(country => ({ country })) ?? []
  return { places: countries === null && zones === null ? null : [...whole, ...(zones ?? [])], except: except ?? [] }
}

const isPriced = ({ prices }: ShippingRate, { discountedSubtotal }: Sent) =>
  prices.some(({ currency }) => currency === discountedSubtotal.currency)

function refusal(rate: ShippingRate, { parcel, target, discountedSubtotal, language }: Sent): string | undefined {
  const { title, limits, shippingClasses } = rate
  if (!rate.poBoxes && isPoBox(target)) return say(language, 'refuses_po_boxes', { title })
  const refused = refusalOf(parcel, {
    title,
    limits: limits ?? {},
    shippingClasses: shippingClasses ?? [standardShippingClass],
    ...(language && { language }),
  })
  if (refused !== undefined) return refused
  return deliveryPrice(rate.prices, { parcel, discountedSubtotal })
    ? undefined
    : say(language, 'refuses_size', { title })
}

function optionsOf(rate: ShippingRate, { parcel, discountedSubtotal, now, readyOn, language }: Sent): DeliveryOption[] {
  const price = deliveryPrice(rate.prices, { parcel, discountedSubtotal })
  if (!price) return []
  const { id, title, carrier, taxClass, schedule } = rate
  const option = { id, rateId: id, title, carrier, price, taxClass }
  if (!schedule) return [{ ...option, arrival: daysFrom(rate, { now, readyOn, language }) }]
  const asked = { now, readyOn, language }
  if (schedule.windows.length === 0) return [{ ...option, arrival: arrivalOf(schedule, rate, asked) }]
  return slotsOf(schedule, rate, asked).map(({ key, title: when, ...arrival }) => ({
    ...option,
    id: `${id}-${key}`,
    title: `${title}, ${when}`,
    arrival,
  }))
}

type Days = Pick<ShippingRate, 'minimumDays' | 'maximumDays'>

/** Days at midnight UTC, so that an answer does not change from second to second. */
function daysFrom({ minimumDays, maximumDays }: Days, { now, readyOn, language }: Asked): Arrival {
  const today = now.toISOString().slice(0, 10)
  const waits = readyOn !== undefined && readyOn > today
  const from = waits ? readyOn : today
  const when = estimate({ minimumDays, maximumDays }, language)
  const text = waits
    ? say(language, 'arrives_after', { day: dayText(from, today, language), when })
    : maximumDays === 0
      ? say(language, 'arrives_today')
      : say(language, 'arrives', { when })
  return {
    earliest: `${addDays(from, minimumDays)}T00:00:00Z`,
    latest: `${addDays(from, maximumDays)}T00:00:00Z`,
    text,
    offer: text,
  }
}

/** "in 2 to 4 days" */
function estimate({ minimumDays, maximumDays }: Days, language: TextLanguage | undefined): string {
  if (maximumDays === 0) return say(language, 'same_day')
  if (minimumDays < maximumDays) {
    return say(language, maximumDays === 1 ? 'in_up_to_a_day' : 'in_days_between', {
      least: minimumDays,
      most: maximumDays,
    })
  }
  return maximumDays === 1 ? say(language, 'in_a_day') : say(language, 'in_days', { days: maximumDays })
}
