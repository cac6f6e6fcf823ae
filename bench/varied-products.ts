import type { ImportedProduct } from '@mitchweb/engine/contract'
import { type Random, randomFrom } from './random.ts'

/**
 * Products with three variants each whose words are as common and as rare as those of a real shop: a few stand in a third
 * of all products, most in a handful. The same for the same number on every machine, and made one at a time.
 */
export function* variedBatches(count: number, size = 200): Generator<ImportedProduct[], void, undefined> {
  for (let start = 0; start < count; start += size) {
    yield Array.from({ length: Math.min(size, count - start) }, (_, place) => productAt(start + place))
  }
}

/** What buyers of these products may type, from the commonest word of a title to one that stands in a few products. */
export const variedWords = {
  common: () => nouns.at(0),
  alsoCommon: () => manners.at(0),
  /** In a shop of 100,000 in nearly as many products as are ranked: what costs most of all that is ranked. */
  middling: () => nouns.at(17),
  rare: () => text.at(9_000),
  brand: (rank: number) => brands.at(rank),
  category: (rank: number) => categoryAt(rank),
  sku: (index: number) => skuOf(index, 1),
} as const

const colours = ['Black', 'White', 'Blue', 'Green', 'Red', 'Sand', 'Grey', 'Ochre']

function productAt(index: number): ImportedProduct {
  const random = randomFrom(index + 1)
  const rank = nouns.rank(random)
  const [noun, manner, brand] = [nouns.at(rank), manners.of(random), brands.of(random)]
  const model = modelOf(index, random)
  const title = titled(`${brand} ${manner} ${noun} ${model}`)
  const base = 300 + random.below(2400) * 50
  return {
    handle: `${noun}-${manner}-${index + 1}`,
    title,
    description: { plain: Array.from({ length: 4 }, () => sentence(random, noun)).join(' ') },
    brand: titled(brand),
    product_type: titled(noun),
    tags: [text.of(random), text.of(random)],
    status: 'active',
    categories: [categoryAt(rank)],
    attributes: { Material: text.of(random), Style: manner, Width: `${10 + random.below(190)} cm` },
    media: [
      { type: 'image', url: `https://shop.example/media/${index}.jpg`, alt_text: title, width: 800, height: 800 },
    ],
    variants: [0, 1, 2].map(place => ({
      sku: skuOf(index, place + 1),
      options: [{ name: 'Colour', label: colours[(index + place) % colours.length]! }],
      weight_grams: 80 + random.below(4000),
      prices: [{ currency: 'EUR', amount: base + place * 150 }],
      stock: { on_hand: index % 11 === 0 ? 0 : 5 + random.below(200), tracked: true, backorder: false },
    })),
  }
}

const skuOf = (index: number, place: number): string => `VP-${index + 1}-${place}`

const modelOf = (index: number, random: Random): string =>
  `${syllables[random.below(syllables.length)]}${100 + (index % 900)}`

const titled = (words: string): string => words.replace(/(^| )\p{L}/gu, letter => letter.toUpperCase())

const sentence = (random: Random, noun: string): string =>
  `${titled(text.of(random))} ${noun} ${Array.from({ length: 11 }, () => text.of(random)).join(' ')}.`

/** Twenty shelves in each of fifteen departments; what is common is common as a whole shelf. */
function categoryAt(rank: number): string {
  const department = rank % 15
  return `Department ${titled(words[department]!)} > ${titled(words[200 + (rank % 300)]!)}`
}

const syllables =
  'ba be bi bo bu da de di do ka ke ki ko la le li lo ma me mi mo na ne no pa pe ra re ri ro sa se si ta te to va ve vo za'.split(
    ' ',
  )

/** Words of two to four syllables, each once. */
const words: readonly string[] = (() => {
  const random = randomFrom(77)
  const made = new Set<string>()
  while (made.size < 30_000) {
    const length = 2 + random.below(3)
    const endings = ['n', 'r', 'l', 't', '']
    made.add(
      Array.from({ length }, () => syllables[random.below(syllables.length)]).join('') +
        endings[random.below(endings.length)],
    )
  }
  return [...made]
})()

/** Words of which each is less common than the one before: the n-th by one in n, as in all that people write. */
function zipf(from: number, count: number, steepness: number) {
  const sums: number[] = []
  for (let rank = 1; rank <= count; rank++) sums.push((sums.at(-1) ?? 0) + 1 / rank ** steepness)
  const rank = (random: Random): number => {
    const wanted = (random.below(1_000_000_000) / 1_000_000_000) * sums.at(-1)!
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
  const at = (place: number): string => words[from + place]!
  return { rank, at, of: (random: Random): string => at(rank(random)) }
}

const nouns = zipf(0, 400, 0.8)
const manners = zipf(400, 300, 0.9)
const brands = zipf(700, 300, 0.8)
const text = zipf(1_000, 29_000, 1)
