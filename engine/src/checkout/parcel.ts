import { say, type TextLanguage } from '../shared/shopper-texts.ts'
/** What lines weigh and measure together, as far as the catalogue knows. */
export type Parcel = {
  readonly weightGrams: number
  readonly volumeCm3: number
  readonly items: number
  /** The heaviest single unit and the longest side of any. */
  readonly heaviestGrams: number
  readonly longestMm: number
  readonly classes: readonly string[]
}

export type Packed = {
  readonly quantity: number
  readonly weightGrams?: number
  readonly dimensionsMm?: readonly [length: number, width: number, height: number]
  readonly shippingClass: string
}

/** The class of what travels as everything else does. */
export const standardShippingClass = 'standard'

export function parcelOf(lines: readonly Packed[]): Parcel {
  const weights = lines.map(line => line.weightGrams ?? 0)
  const sum = (part: (line: Packed, index: number) => number) =>
    lines.reduce((total, line, index) => total + line.quantity * part(line, index), 0)
  return {
    weightGrams: sum((_, index) => weights[index] ?? 0),
    volumeCm3: Math.ceil(
      sum(({ dimensionsMm: [length, width, height] = [0, 0, 0] }) => length * width * height) / 1000,
    ),
    items: sum(() => 1),
    heaviestGrams: Math.max(0, ...weights),
    longestMm: Math.max(0, ...lines.flatMap(line => line.dimensionsMm ?? [])),
    classes: [...new Set(lines.map(line => line.shippingClass))].sort(),
  }
}

/** The most that a way of delivery takes. */
export type ParcelLimits = {
  readonly weightGrams?: number
  readonly itemWeightGrams?: number
  readonly volumeCm3?: number
  readonly lengthMm?: number
}

type Way = {
  readonly title: string
  readonly limits: ParcelLimits
  readonly shippingClasses: readonly string[]
  readonly language?: TextLanguage
}

/** Why a parcel cannot go this way, in words; undefined where it can. */
export function refusalOf(parcel: Parcel, { title, limits, shippingClasses, language }: Way): string | undefined {
  const foreign = parcel.classes.filter(name => !shippingClasses.includes(name))
  if (foreign.length > 0) {
    return say(language, 'refuses_classes', { title, classes: foreign.join(say(language, 'or')) })
  }
  const { weightGrams, itemWeightGrams, volumeCm3, lengthMm } = limits
  if (weightGrams !== undefined && parcel.weightGrams > weightGrams)
    return say(language, 'refuses_amount', { title, most: kilograms(weightGrams), own: kilograms(parcel.weightGrams) })
  if (itemWeightGrams !== undefined && parcel.heaviestGrams > itemWeightGrams)
    return say(language, 'refuses_item_weight', {
      title,
      most: kilograms(itemWeightGrams),
      own: kilograms(parcel.heaviestGrams),
    })
  if (volumeCm3 !== undefined && parcel.volumeCm3 > volumeCm3)
    return say(language, 'refuses_amount', { title, most: litres(volumeCm3), own: litres(parcel.volumeCm3) })
  if (lengthMm !== undefined && parcel.longestMm > lengthMm)
    return say(language, 'refuses_length', {
      title,
      most: `${lengthMm / 10} cm`,
      own: `${parcel.longestMm / 10} cm`,
    })
  return undefined
}

const kilograms = (grams: number) => `${grams / 1000} kg`
const litres = (cm3: number) => `${cm3 / 1000} l`
