import { createHash } from 'node:crypto'
import type { ProductRow, Variant } from '../catalog/index.ts'
import { cleanLine } from '../shared/clean-text.ts'
import type { FacetValue } from './attribute-values.ts'

/** A value that is one and the same object wherever it stands, with numbers to count by. */
export type KnownValue = FacetValue & {
  readonly id: number
  /** Of the value under its name, however the two are written. */
  readonly keyId: number
  /** Of the name as it is written. */
  readonly spellingId: number
}

export type DescribedProduct = {
  readonly brand: { readonly key: string; readonly label: string } | undefined
  /** What holds for every variant. */
  readonly values: readonly KnownValue[]
  readonly variants: readonly { readonly id: string; readonly values: readonly KnownValue[] }[]
}

type Held = FacetValue & { readonly variantId: string }

/** All that facets count of a product but its categories, prices and stock, as one text and its digest. */
export function packed(
  { brand, brandKey }: Pick<ProductRow, 'brand' | 'brandKey'>,
  variants: readonly Pick<Variant, 'id'>[],
  values: readonly Held[],
): { digest: string; packed: string } {
  const held = Map.groupBy(values, value => value.variantId)
  const tuplesOf = (variantId: string) => (held.get(variantId) ?? []).map(tupleOf)
  const whole: Packed = {
    brand: brand === null || brandKey === null ? null : [brandKey, brand],
    values: tuplesOf(''),
    variants: variants.map(({ id }) => [id, tuplesOf(id)]),
  }
  const text = JSON.stringify(whole)
  return { digest: createHash('sha256').update(text).digest('hex'), packed: text }
}

/** The migration that brought the texts writes them in the same form. */
type Packed = {
  readonly brand: readonly [key: string, label: string] | null
  readonly values: readonly Tuple[]
  readonly variants: readonly (readonly [id: string, values: readonly Tuple[]])[]
}

type Tuple = readonly [
  nameKey: string,
  valueKey: string,
  number: number | null,
  unit: string | null,
  name: string,
  label: string,
]

const tupleOf = ({ nameKey, valueKey, number, unit, name, label }: FacetValue): Tuple => [
  nameKey,
  valueKey,
  number,
  unit,
  name,
  label,
]

/** No number of a value, of a key and of a spelling is as large. */
export type Sizes = { readonly values: number; readonly keys: number; readonly spellings: number }

/**
 * Makes products of their texts and keeps them by their digests: what has a digest never changes, so that nothing kept
 * is ever out of date. Numbers tell values apart that come from the same of these.
 */
export type Unpacking = {
  readonly known: (digest: string) => DescribedProduct | undefined
  readonly read: (digest: string, text: string) => void
  readonly sizes: () => Sizes
  readonly isFull: () => boolean
}

/** The characters of all texts that are kept: of about 30,000 products. */
const mostKept = 12_000_000

let kept = unpacking()

export function currentUnpacking(): Unpacking {
  if (kept.isFull()) kept = unpacking()
  return kept
}

function unpacking(): Unpacking {
  const products = new Map<string, DescribedProduct>()
  const values = new Map<string, KnownValue>()
  const keys = new Map<string, number>()
  const spellings = new Map<string, number>()
  let characters = 0
  const interned = (tuple: Tuple): KnownValue => {
    const text = JSON.stringify(tuple)
    const known = values.get(text)
    if (known) return known
    const [nameKey, valueKey, number, unit, name, label] = tuple
    const ids = {
      id: values.size,
      keyId: numberIn(keys, [nameKey, valueKey]),
      spellingId: numberIn(spellings, [nameKey, name]),
    }
    const value = { nameKey, valueKey, number, unit, name, label, ...ids }
    values.set(text, value)
    return value
  }
  return {
    known: digest => products.get(digest),
    read: (digest, text) => {
      const { brand, values: own, variants }: Packed = JSON.parse(text)
      products.set(digest, {
        brand: brand === null ? undefined : { key: brand[0], label: cleanLine(brand[1]) },
        values: own.map(interned),
        variants: variants.map(([id, tuples]) => ({ id, values: tuples.map(interned) })),
      })
      characters += text.length
    },
    sizes: () => ({ values: values.size, keys: keys.size, spellings: spellings.size }),
    isFull: () => characters > mostKept,
  }
}

function numberIn(numbers: Map<string, number>, parts: readonly string[]): number {
  const text = JSON.stringify(parts)
  const known = numbers.get(text) ?? numbers.size
  numbers.set(text, known)
  return known
}
