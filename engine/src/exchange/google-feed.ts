import type { FeedOffer } from '../discovery/index.ts'
import { cleanText } from '../shared/clean-text.ts'
import { formatMoney, type Money } from '../shared/money.ts'

/** How a parcel with one unit would come, and the sales taxes of the country where prices are without. */
export type FeedItem = FeedOffer & {
  readonly shipping: readonly { readonly title: string; readonly price: Money }[]
  readonly taxes: readonly FeedTax[]
}

export type FeedTax = { readonly region: string; readonly ratePpm: number; readonly onShipping: boolean }

export type FeedShop = {
  readonly name: string
  readonly description: string
  readonly publicUrl: string
  readonly country: string
}

export const feedHead = ({ name, description, publicUrl }: FeedShop): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">',
    '<channel>',
    element('title', name),
    element('description', description),
    element('link', publicUrl),
    '',
  ].join('\n')

export const feedEnd = '</channel>\n</rss>\n'

/** An `item` of Google's product data specification. */
export function feedItem(item: FeedItem, { publicUrl, country }: FeedShop): string {
  const { variant, product, details, availability, price, salePrice, saleWindow } = item
  const [image, ...more] = item.images
  const link = `${publicUrl}/products/${encodeURIComponent(product.handle)}?variant=${encodeURIComponent(variant.id)}`
  const detail = (...names: string[]) => names.map(name => details.get(name)).find(Boolean)
  const gtin = gtinOf(variant.barcode)
  const mpn = detail('mpn', 'manufacturer part number')
  const isIdentified = gtin !== undefined || (product.brand !== null && mpn !== undefined)
  const parts = [
    element('g:id', variant.id),
    element('title', item.title),
    element('description', item.description),
    element('link', link),
    optional('g:image_link', image),
    ...more.slice(0, 10).map(address => element('g:additional_image_link', address)),
    element('g:availability', availability.status),
    optional('g:availability_date', availability.status === 'in_stock' ? undefined : day(availability.availableAt)),
    element('g:price', formatMoney(price)),
    optional('g:sale_price', salePrice && formatMoney(salePrice)),
    optional('g:sale_price_effective_date', saleWindow?.map(moment => moment.toISOString()).join('/')),
    optional('g:brand', product.brand),
    optional('g:gtin', gtin),
    optional('g:mpn', mpn),
    isIdentified ? '' : element('g:identifier_exists', 'no'),
    element('g:condition', conditionOf(detail('condition'))),
    optional('g:item_group_id', item.isGrouped ? product.id : undefined),
    optional('g:product_type', item.category ?? product.productType),
    optional('g:google_product_category', detail('google product category', 'google_product_category')),
    optional('g:color', detail('color', 'colour', 'farbe')),
    optional('g:size', detail('size', 'größe', 'groesse')),
    optional('g:material', detail('material')),
    optional('g:pattern', detail('pattern', 'muster')),
    optional('g:gender', oneOf(detail('gender'), ['male', 'female', 'unisex'])),
    optional('g:age_group', oneOf(detail('age group', 'age_group'), ['newborn', 'infant', 'toddler', 'kids', 'adult'])),
    optional('g:shipping_weight', variant.weightGrams === null ? undefined : `${variant.weightGrams} g`),
    ...item.shipping.map(({ title, price: cost }) =>
      nested('g:shipping', [
        element('g:country', country),
        element('g:service', title),
        element('g:price', formatMoney(cost)),
      ]),
    ),
    ...item.taxes.map(({ region, ratePpm, onShipping }) =>
      nested('g:tax', [
        element('g:country', country),
        optional('g:region', region || undefined),
        element('g:rate', String(ratePpm / 10_000)),
        element('g:tax_ship', onShipping ? 'y' : 'n'),
      ]),
    ),
  ]
  return `<item>\n${parts.filter(part => part !== '').join('\n')}\n</item>\n`
}

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`

const optional = (name: string, text: string | null | undefined): string => (text ? element(name, text) : '')

const nested = (name: string, parts: readonly string[]): string =>
  `<${name}>${parts.filter(part => part !== '').join('')}</${name}>`

/** Text without what XML cannot hold, not even escaped. */
const escaped = (text: string): string =>
  cleanText(text)
    .toWellFormed()
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)

const day = (moment: Date | undefined): string | undefined => moment && `${moment.toISOString().slice(0, 16)}Z`

const conditionOf = (text: string | undefined): string => oneOf(text, ['new', 'refurbished', 'used']) ?? 'new'

function oneOf(text: string | undefined, values: readonly string[]): string | undefined {
  const value = text?.toLowerCase()
  return value !== undefined && values.includes(value) ? value : undefined
}

/** The barcode where it is a GTIN of 8, 12, 13 or 14 digits with the right check digit. */
export function gtinOf(barcode: string | null): string | undefined {
  const digits = barcode?.replace(/[ -]/g, '') ?? ''
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return undefined
  const [check = 0, ...rest] = [...digits].reverse().map(Number)
  const sum = rest.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10 === check ? digits : undefined
}
