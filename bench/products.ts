import type { ImportedProduct } from '@mitchweb/engine/contract'
import { type Random, randomFrom } from './random.ts'

/** Every product is the same on every machine, and made one at a time, so that fifty thousand need no memory. */
function* generatedProducts(from: number, to: number): Generator<ImportedProduct, void, undefined> {
  for (let index = from; index < to; index++) yield productAt(index, randomFrom(1_000_003 + index))
}

/** As many products with about three variants each, in batches that one `import_products` takes; the first is number `from`. */
export function* generatedBatches(
  count: number,
  { from = 0, size = 200 }: { readonly from?: number; readonly size?: number } = {},
): Generator<ImportedProduct[], void, undefined> {
  let batch: ImportedProduct[] = []
  for (const product of generatedProducts(from, from + count)) {
    batch.push(product)
    if (batch.length === size) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

/** Words that searches of a benchmark may ask for: most find some products, the first many. */
export const searchWords: readonly string[] = [
  'kettle',
  'oak shelf',
  'travel',
  'blue blanket',
  'repairable',
  'lamps',
  'cedar bo',
]

function productAt(index: number, random: Random): ImportedProduct {
  const [type, category] = random.of(things)
  const [manner, material] = [random.of(manners), random.of(materials)]
  const title = `${manner} ${material} ${type}`
  const handle = `${title.toLowerCase().replace(/[^a-z]+/g, '-')}-${index + 1}`
  const base = 300 + random.below(240) * 50
  const axes = [coloursOf(random), sizesOf(random)].filter(axis => axis.labels.length > 0)
  return {
    handle,
    title,
    description: {
      plain: `${sentence(random, material, type)} ${sentence(random, material, type)} ${random.of(closings)}`,
    },
    brand: random.of(brands),
    product_type: type,
    tags: [...new Set([random.of(tags), random.of(tags), material.toLowerCase()])],
    status: 'active',
    categories: [category],
    attributes: { Material: material, 'Made in': random.of(places) },
    media: [
      { type: 'image', url: `https://shop.example/media/${handle}.jpg`, alt_text: title, width: 800, height: 800 },
    ],
    variants: combinations(axes).map((options, place) => ({
      sku: `GEN-${index + 1}-${place + 1}`,
      ...(options.length > 0 && { options }),
      weight_grams: 80 + random.below(4000),
      prices: [
        {
          currency: 'EUR',
          amount: base + place * 150,
          ...(index % 7 === 0 && { compare_at: base + place * 150 + 400 }),
        },
        { currency: 'USD', amount: base + place * 160 + 90 },
      ],
      stock: { on_hand: index % 11 === 0 ? 0 : 5 + random.below(200), tracked: true, backorder: false },
    })),
  }
}

type Axis = { readonly name: string; readonly labels: readonly string[] }

const coloursOf = (random: Random): Axis => ({ name: 'Colour', labels: part(colours, random, 4) })
const sizesOf = (random: Random): Axis => ({ name: 'Size', labels: part(sizes, random, 3) })

/** Some neighbours out of a list, or none. */
function part(list: readonly string[], random: Random, most: number): readonly string[] {
  const length = random.below(most)
  const from = random.below(list.length - length + 1)
  return list.slice(from, from + length)
}

const combinations = (axes: readonly Axis[]): { name: string; label: string }[][] =>
  axes.reduce<{ name: string; label: string }[][]>(
    (rows, { name, labels }) => rows.flatMap(row => labels.map(label => [...row, { name, label }])),
    [[]],
  )

function sentence(random: Random, material: string, type: string): string {
  return `${random.of(openings)} ${type.toLowerCase()} of ${material.toLowerCase()} ${random.of(deeds)} ${random.of(ends)}.`
}

const things: readonly (readonly [type: string, category: string])[] = [
  ['Kettle', 'Kitchen > Tea'],
  ['Mug', 'Kitchen > Mugs'],
  ['Pan', 'Kitchen > Cookware'],
  ['Bowl', 'Table > Bowls'],
  ['Plate', 'Table > Plates'],
  ['Carafe', 'Table > Glasses'],
  ['Spoon', 'Table > Cutlery'],
  ['Shelf', 'Home > Furniture > Shelves'],
  ['Stool', 'Home > Furniture > Seats'],
  ['Bench', 'Home > Furniture > Seats'],
  ['Lamp', 'Home > Lighting'],
  ['Blanket', 'Home > Textiles > Blankets'],
  ['Curtain', 'Home > Textiles > Curtains'],
  ['Rug', 'Home > Textiles > Rugs'],
  ['Basket', 'Home > Storage'],
  ['Box', 'Home > Storage'],
  ['Notebook', 'Desk > Paper'],
  ['Pencil Case', 'Desk > Order'],
  ['Letter Tray', 'Desk > Order'],
  ['Backpack', 'Travel > Bags'],
  ['Suitcase', 'Travel > Bags'],
  ['Flask', 'Travel > Bottles'],
  ['Hammock', 'Garden > Rest'],
  ['Watering Can', 'Garden > Tools'],
  ['Trowel', 'Garden > Tools'],
  ['Bird House', 'Garden > Wildlife'],
]
const words = (text: string): readonly string[] => text.split('|')
const manners = words(
  'Plain|Folding|Tall|Low|Round|Narrow|Deep|Light|Heavy|Stackable|Hanging|Little|Wide|Woven|Turned|Quilted',
)
const materials = words(
  'Oak|Cedar|Walnut|Birch|Steel|Copper|Enamel|Stoneware|Porcelain|Linen|Wool|Canvas|Leather|Cork|Glass|Felt',
)
const brands = words(
  'Alder & Finch|Brackwater|Coppermoor|Dunlin|Eskdale Works|Fernhill|Gorsefield|Hollin|Isle & Inlet|Juniper Row|Kestrel|Larkmill|Millrace|Northway|Otterburn|Pinfold',
)
const tags = words(
  'handmade|repairable|travel|gift|outdoor|dishwasher safe|natural|recycled|small space|everyday|winter|summer',
)
const places = words('Portugal|Germany|Sweden|Poland|Italy|Scotland|Japan|Estonia')
const colours = words('White|Blue|Green|Red|Sand|Grey|Black|Ochre')
const sizes = words('Small|Medium|Large|Extra large')
const openings = words('A patient|An honest|A quiet|One good|A sturdy|A modest|A clever|A handsome')
const deeds = words(
  'that keeps its shape|made for long use|that ages well|finished by hand|that fits where others do not|easy to clean|that is quick to mend|built without glue',
)
const ends = words(
  'in a busy kitchen|on long journeys|beside the bed|through many winters|in small rooms|at the end of the garden|on a crowded desk|for many years',
)
const closings = words(
  'Spare parts are kept for ten years.|Comes in a plain paper box.|Made in batches of a hundred.|Looks better after a year.',
)
