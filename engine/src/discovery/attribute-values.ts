import { folded, type ProductRow, type Variant } from '../catalog/index.ts'
import { cleanLine } from '../shared/clean-text.ts'
import { type Measure, measureOf } from './measures.ts'

/** What a product or a variant says of itself under a name, as filters find it and as the merchant wrote it. */
export type FacetValue = {
  /** What kind of thing is named, and its name: `attribute:colour`, `tag:`. */
  readonly nameKey: string
  readonly valueKey: string
  readonly number: number | null
  readonly unit: string | null
  readonly name: string
  readonly label: string
}

/** A longer text is no name or value that others share. */
const longest = 100

/** What a product says for all its variants. */
export const valuesOfProduct = ({ productType, tags, attributes }: ProductRow): FacetValue[] =>
  [
    ...(productType === null ? [] : [typeValue(productType)]),
    ...tags.map(tagValue),
    ...attributes.map(([name, text]) => attributeValue(name, text)),
  ].filter(value => value !== undefined)

export const valuesOfVariant = ({ options }: Variant): FacetValue[] =>
  options.map(({ name, label }) => attributeValue(name, label)).filter(value => value !== undefined)

/** Attributes and options are found under one name, whatever its letter case and accents. */
export const attributeKey = (name: string): string => attributePrefix + folded(name)
export const attributePrefix = 'attribute:'
export const typeKey = 'type:'
export const tagKey = 'tag:'

/** Nothing of a name or text that says nothing or is too long to be shared. */
export function attributeValue(name: string, text: string): FacetValue | undefined {
  const value = named(attributeKey(name), name, text)
  if (!value || folded(name) === '') return undefined
  const measure = measureOf(text)
  return { ...value, valueKey: keyOfValue(text, measure), ...measure }
}

const typeValue = (text: string) => named(typeKey, 'Type', text)
export const tagValue = (text: string) => named(tagKey, 'Tag', text)

/**
 * Texts with one key are one value: "500 g" is "0.5 kg", "YES" is "true", and letter case and accents do not matter.
 */
export const valueKeyOf = (text: string): string => keyOfValue(text, measureOf(text))

function keyOfValue(text: string, measure: Measure | undefined): string {
  if (measure) return `${measure.number} ${measure.unit ?? ''}`.trim()
  const key = folded(text)
  return flags.get(key) ?? key
}

const flags: ReadonlyMap<string, string> = new Map([
  ['true', 'yes'],
  ['false', 'no'],
])

function named(nameKey: string, name: string, text: string): FacetValue | undefined {
  const [valueKey, label] = [folded(text), cleanLine(text)]
  const isLong = [nameKey, valueKey, label].some(part => part.length > longest)
  if (valueKey === '' || isLong) return undefined
  return { nameKey, valueKey, number: null, unit: null, name: cleanLine(name), label }
}
