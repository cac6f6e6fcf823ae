import type { Shipping } from '../pricing/index.ts'
import { add } from '../shared/money.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { Bundle, TravellingLine } from './bundles.ts'
import type { DeliveryOption, Offer } from './shipping.ts'

/** What is delivered together: UCP's group, with what can be chosen for it. */
export type DeliveryGroup = {
  readonly id: string
  readonly lines: readonly TravellingLine[]
  readonly readyOn?: string
  readonly options: readonly DeliveryOption[]
  /** Why ways that lead there do not take it. */
  readonly refusals: readonly string[]
  readonly option: DeliveryOption | undefined
}

/** What was chosen: for a group by its id, and for a group that has nothing of its own. */
export type Selections = { readonly optionId: string | null; readonly byGroup: Readonly<Record<string, string>> }

/** The group of everything, for as long as everything travels together. */
export const onlyGroup = 'shipping_group'

const togetherMark = 'together-'
const apartId = 'apart'

export type OfferFor = (lines: readonly TravellingLine[], readyOn: string | undefined) => Offer

/**
 * The groups in which bundles travel: one, wherever one way of delivery takes all of it. What waits for a day may also
 * wait for all the rest; that is one more option of the first group, and the way back is one of the group of all.
 */
export function groupsOf(
  bundles: readonly Bundle[],
  { offer, chosen, language }: { offer: OfferFor; chosen: Selections; language?: TextLanguage },
): DeliveryGroup[] {
  const parts = bundles.flatMap(bundle => partsOf(bundle, offer))
  const [first] = parts
  if (!first) return []
  if (parts.length === 1) return [selected({ ...first, id: onlyGroup }, chosen, true)]
  const ids = idsOf(parts)
  const groups = parts.map((part, index) => selected({ ...part, id: ids[index] ?? onlyGroup }, chosen, false))
  const all = togetherOf(bundles, offer, language)
  const wish = [...Object.values(chosen.byGroup), chosen.optionId].find(id =>
    all?.options.some(option => option.id === id),
  )
  if (all && wish !== undefined) {
    const option = all.options.find(({ id }) => id === wish)
    return [{ ...all, options: [...all.options, ...apart(groups, language)], option }]
  }
  const isApart = [...Object.values(chosen.byGroup), chosen.optionId].includes(apartId)
  const settled = isApart
    ? groups.map(group => ({ ...group, option: group.option ?? cheapest(group.options) }))
    : groups
  return settled.map((group, index) =>
    index === 0 && all ? { ...group, options: [...group.options, ...all.options] } : group,
  )
}

type Part = Omit<DeliveryGroup, 'id' | 'option'> & { readonly locationId: string }

/** By class of goods, where no way takes all of them and there is one for some. */
function partsOf({ lines, readyOn, locationId }: Bundle, offer: OfferFor): Part[] {
  const part = (own: readonly TravellingLine[]): Part => ({
    lines: own,
    locationId,
    ...(readyOn !== undefined && { readyOn }),
    ...offer(own, readyOn),
  })
  const whole = part(lines)
  const classes = [...new Set(lines.map(line => line.shippingClass))]
  if (whole.options.length > 0 || classes.length === 1) return [whole]
  const split = classes.map(name => part(lines.filter(line => line.shippingClass === name)))
  return split.some(({ options }) => options.length > 0) ? split : [whole]
}

/** Ids that name what sets the groups apart, so that a group keeps its id for as long as it is the same. */
function idsOf(parts: readonly Part[]): string[] {
  const words = parts.map(({ locationId, readyOn, lines }) => ({
    place: locationId,
    day: readyOn ?? 'now',
    goods: [...new Set(lines.map(line => line.shippingClass))].sort().join('_'),
  }))
  const differ = (key: keyof (typeof words)[number]) => new Set(words.map(word => word[key])).size > 1
  const telling = (['place', 'day', 'goods'] as const).filter(differ)
  return words.map(word => [onlyGroup, ...telling.map(key => word[key])].join('_'))
}

/** A selection counts where it is offered; the one way there is needs none. */
function selected(
  part: Omit<DeliveryGroup, 'option'>,
  { byGroup, optionId }: Selections,
  isOnly: boolean,
): DeliveryGroup {
  const { id, options, refusals, lines, readyOn } = part
  const wishes = [byGroup[id], optionId, ...(isOnly ? Object.values(byGroup) : [])]
  const option =
    options.length === 1 ? options[0] : wishes.flatMap(wish => options.filter(candidate => candidate.id === wish))[0]
  return { id, lines, options, refusals, option, ...(readyOn !== undefined && { readyOn }) }
}

/** All of it as one parcel on the day on which the last of it is there, where it leaves from one place. */
function togetherOf(
  bundles: readonly Bundle[],
  offer: OfferFor,
  language: TextLanguage | undefined,
): Omit<DeliveryGroup, 'option'> | undefined {
  const [first] = bundles
  if (!first || bundles.length < 2 || bundles.some(({ locationId }) => locationId !== first.locationId))
    return undefined
  const readyOn = bundles.at(-1)?.readyOn
  const units = new Map<string, TravellingLine>()
  for (const line of bundles.flatMap(bundle => bundle.lines)) {
    units.set(line.id, { ...line, quantity: line.quantity + (units.get(line.id)?.quantity ?? 0) })
  }
  const lines = [...units.values()]
  const { options, refusals } = offer(lines, readyOn)
  if (options.length === 0) return undefined
  return {
    id: onlyGroup,
    lines,
    ...(readyOn !== undefined && { readyOn }),
    refusals,
    options: options.map(option => ({
      ...option,
      id: togetherMark + option.id,
      title: say(language, 'together', { title: option.title }),
    })),
  }
}

/** The way back from all together: each part by the cheapest way. */
function apart(groups: readonly DeliveryGroup[], language: TextLanguage | undefined): DeliveryOption[] {
  const ways = groups.map(({ options }) => cheapest(options))
  const [first, ...rest] = ways.filter(way => way !== undefined)
  if (!first || rest.length < groups.length - 1) return []
  const all = [first, ...rest]
  const arrivals = all.map(({ arrival }) => arrival.text).join(' ')
  const text = say(language, 'apart', { count: groups.length, arrivals })
  const latest = all.map(({ arrival }) => arrival.latest).filter(day => day !== undefined)
  return [
    {
      id: apartId,
      title: say(language, 'apart_title', { count: groups.length }),
      carrier: null,
      price: add(first.price, ...rest.map(({ price }) => price)),
      taxClass: first.taxClass,
      arrival: {
        earliest: first.arrival.earliest,
        ...(latest.length > 0 && { latest: latest.at(-1) as string }),
        text,
        offer: text,
      },
    },
  ]
}

const cheapest = (options: readonly DeliveryOption[]): DeliveryOption | undefined =>
  [...options].sort((a, b) => a.price.amount - b.price.amount)[0]

/** The price of what was chosen, each group's a part of it; nothing for as long as nothing is chosen. */
export function chosenDelivery(
  chosen: readonly (DeliveryOption | undefined)[],
  language?: TextLanguage,
): Shipping | undefined {
  const [first, ...rest] = chosen.filter(option => option !== undefined)
  if (!first || rest.length === 0) return first
  const price = add(first.price, ...rest.map(option => option.price))
  return { title: say(language, 'delivery'), price, taxClass: first.taxClass, parts: [first, ...rest] }
}
