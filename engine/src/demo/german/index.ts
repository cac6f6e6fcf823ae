import type { InputOf, Shop } from '../../contract.ts'
import { addressOf, type DemoProduct, paragraphs, picturesOf } from '../product.ts'
import { desk } from './desk.ts'
import { home } from './home.ts'
import { kitchen } from './kitchen.ts'
import { germanPolicies } from './policies.ts'
import type { GermanShelf } from './product.ts'
import { germanCategories, germanCollections, germanDescription, germanTaxTitle, germanTitles } from './settings.ts'
import { table } from './table.ts'
import { travel } from './travel.ts'
import { germanWords } from './words.ts'

type Translation = InputOf<'save_translations'>['translations'][number]

const shelves: GermanShelf = { ...kitchen, ...table, ...home, ...desk, ...travel }

const language = 'de'

/** The demo shop in German, once its products are there. */
export async function tellInGerman(shop: Shop, products: readonly DemoProduct[]): Promise<void> {
  const rows: Translation[] = [
    { type: 'store', id: 'store', language, texts: { description: germanDescription } },
    ...entries(germanWords, (id, title): Translation => ({ type: 'term', id, language, texts: { title } })),
    ...entries(germanCategories, (id, title): Translation => ({ type: 'category', id, language, texts: { title } })),
    ...entries(germanPolicies, (id, texts): Translation => ({ type: 'policy', id, language, texts })),
    ...entries(germanCollections, (id, { title, text }): Translation => {
      return { type: 'collection', id, language, texts: { title, description: { plain: text } } }
    }),
    ...products.flatMap(productRow),
    ...(await titleRows(shop, 'promotion')),
    ...(await titleRows(shop, 'shipping_rate')),
    ...(await titleRows(shop, 'pickup_point')),
    ...(await titleRows(shop, 'tax_rate')),
  ]
  for (let start = 0; start < rows.length; start += 500) {
    await shop.saveTranslations({ translations: rows.slice(start, start + 500) })
  }
}

const entries = <T, R>(record: Readonly<Record<string, T>>, row: (key: string, value: T) => R): R[] =>
  Object.entries(record).map(([key, value]) => row(key, value))

function productRow(product: DemoProduct): Translation[] {
  const german = shelves[product.handle]
  if (!german) return []
  const { title, text } = german
  const alt = (value: string | undefined) =>
    value === undefined ? title : `${title} in ${germanWords[value] ?? value}`
  const altTexts = picturesOf(product).map(picture => [addressOf(picture), alt(picture.value)])
  const texts = { title, description: { html: paragraphs(text) }, alt_texts: Object.fromEntries(altTexts) }
  return [{ type: 'product', id: product.handle, language, texts }]
}

/** What the shop keeps under ids of its own is told by its title. */
async function titleRows(
  shop: Shop,
  type: 'promotion' | 'shipping_rate' | 'pickup_point' | 'tax_rate',
): Promise<Translation[]> {
  const rows: Translation[] = []
  let cursor: string | undefined
  do {
    const pagination = { limit: 50, ...(cursor !== undefined && { cursor }) }
    const page = await shop.listTranslations({ language, type, pagination })
    for (const { id, source } of page.translations) {
      const own = String(source.title)
      const title = type === 'tax_rate' ? germanTaxTitle(own) : germanTitles[own]
      if (title !== undefined) rows.push({ type, id, language, texts: { title } })
    }
    cursor = page.pagination.cursor
  } while (cursor !== undefined)
  return rows
}
