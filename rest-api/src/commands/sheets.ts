import { formatMoney, type Shop, type Total } from '@mitchweb/engine/contract'

/** A list as rows of a spreadsheet, page by page; `count` things have been listed so far. */
export type Sheet = {
  readonly header: readonly string[]
  readonly pages: (shop: Shop) => AsyncIterable<{ readonly rows: readonly string[][]; readonly count: number }>
}

type Moments = { readonly placed_from?: string; readonly placed_before?: string }

type Order = Awaited<ReturnType<Shop['exportOrders']>>['orders'][number]

/** A row for each line of an order. What belongs to the order as a whole stands in its first row, so that sums are right. */
export const orderSheet = (moments: Moments): Sheet => ({
  header: [
    ...['Order', 'Order id', 'Placed at', 'Canceled at', 'Email', 'First name', 'Last name', 'Phone'],
    ...['Ship to name', 'Street', 'Street 2', 'City', 'Region', 'Postal code', 'Country', 'Delivery'],
    ...['Currency', 'Subtotal', 'Discount', 'Shipping', 'Tax', 'Total', 'Refunded', 'Discount codes'],
    ...['SKU', 'Item', 'Variant id', 'Quantity', 'Quantity ordered', 'Fulfilled', 'Unit price', 'Line total', 'Status'],
  ],
  pages: async function* (shop) {
    let cursor: string | undefined
    let count = 0
    do {
      const page = await shop.exportOrders({ ...moments, limit: 100, ...(cursor !== undefined && { cursor }) })
      count += page.orders.length
      yield { rows: page.orders.flatMap(orderRows), count }
      cursor = page.cursor
    } while (cursor !== undefined)
  },
})

function orderRows(order: Order): string[][] {
  return order.line_items.map((line, index) => [
    order.label,
    order.id,
    order.placed_at,
    order.canceled_at ?? '',
    order.buyer?.email ?? '',
    order.buyer?.first_name ?? '',
    order.buyer?.last_name ?? '',
    order.buyer?.phone_number ?? '',
    ...(index === 0 ? wholeCells(order) : wholeCells(order).map(() => '')),
    line.sku ?? '',
    line.item.title,
    line.item.id,
    String(line.quantity.total),
    String(line.quantity.original),
    String(line.quantity.fulfilled),
    decimal(line.item.price, order.currency),
    decimal(sumOf(line.totals, 'total'), order.currency),
    line.status,
  ])
}

function wholeCells({ fulfillment, currency, totals, discounts, adjustments }: Order): string[] {
  const [expected] = fulfillment.expectations
  const to = expected?.destination
  const money = (...types: Total['type'][]) => decimal(sumOf(totals, ...types), currency)
  const refunded = adjustments
    .filter(({ status }) => status === 'completed')
    .reduce((sum, { totals: given = [] }) => sum + sumOf(given, 'total'), 0)
  return [
    [to?.first_name, to?.last_name].filter(Boolean).join(' '),
    to?.street_address ?? '',
    to?.extended_address ?? '',
    to?.address_locality ?? '',
    to?.address_region ?? '',
    to?.postal_code ?? '',
    to?.address_country ?? '',
    expected?.description ?? '',
    currency,
    money('subtotal'),
    money('items_discount', 'discount'),
    money('fulfillment'),
    money('tax'),
    money('total'),
    decimal(refunded, currency),
    discounts.flatMap(({ code }) => code ?? []).join(', '),
  ]
}

const sumOf = (totals: readonly Total[], ...types: readonly Total['type'][]): number =>
  totals.filter(({ type }) => types.includes(type)).reduce((sum, { amount }) => sum + amount, 0)

const decimal = (amount: number, currency: string): string =>
  formatMoney({ amount, currency }).slice(0, -(currency.length + 1))

type Customer = {
  readonly id: string
  readonly email: string
  readonly first_name?: string
  readonly last_name?: string
  readonly phone_number?: string
  readonly created_at: string
  readonly addresses: readonly Readonly<Record<string, string | undefined>>[]
}

/** A row for each customer, with the address that was delivered to last. */
export const customerSheet: Sheet = {
  header: [
    ...['Customer id', 'Email', 'First name', 'Last name', 'Phone', 'Customer since'],
    ...['Street', 'Street 2', 'City', 'Region', 'Postal code', 'Country'],
  ],
  pages: async function* (shop) {
    let cursor: string | undefined
    let count = 0
    do {
      const page = await shop.exportRecords({ type: 'customer', limit: 200, ...(cursor !== undefined && { cursor }) })
      count += page.records.length
      yield { rows: page.records.map(record => customerRow(record as Customer)), count }
      cursor = page.cursor
    } while (cursor !== undefined)
  },
}

function customerRow({ addresses, ...customer }: Customer): string[] {
  const address = addresses.at(-1)
  const ofCustomer = ['id', 'email', 'first_name', 'last_name', 'phone_number', 'created_at'] as const
  const ofAddress = 'street_address extended_address address_locality address_region postal_code address_country'
  return [
    ...ofCustomer.map(field => customer[field] ?? ''),
    ...ofAddress.split(' ').map(field => address?.[field] ?? ''),
  ]
}

/** A row for each variant at each location where it lies. */
export const stockSheet: Sheet = {
  header: [
    ...['SKU', 'Handle', 'Title', 'Options', 'Variant id', 'Location', 'On hand', 'Reserved', 'Kept back', 'Available'],
    ...['Tracked'],
  ],
  pages: async function* (shop) {
    let cursor: string | undefined
    let count = 0
    do {
      const page = await shop.exportProducts({ limit: 50, ...(cursor !== undefined && { cursor }) })
      const rows: string[][] = []
      const variants = page.products.flatMap(product => product.variants.map(variant => ({ product, variant })))
      for (let start = 0; start < variants.length; start += 500) {
        const part = variants.slice(start, start + 500)
        const { stock } = await shop.getStock({ variant_ids: part.map(({ variant }) => variant.id ?? '') })
        rows.push(...part.flatMap(({ product, variant }, index) => stockRows(product, variant, stock[index]!)))
      }
      count += variants.length
      yield { rows, count }
      cursor = page.cursor
    } while (cursor !== undefined)
  },
}

type Product = Awaited<ReturnType<Shop['exportProducts']>>['products'][number]
type Stock = Awaited<ReturnType<Shop['getStock']>>['stock'][number]

function stockRows(product: Product, variant: Product['variants'][number], stock: Stock): string[][] {
  return stock.locations.map(place => [
    variant.sku ?? '',
    product.handle ?? '',
    product.title,
    (variant.options ?? []).map(({ label }) => label).join(' / '),
    variant.id ?? '',
    place.location_id,
    ...[place.on_hand, place.reserved, place.safety, place.available].map(String),
    String(stock.tracked),
  ])
}
