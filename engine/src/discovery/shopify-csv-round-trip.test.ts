import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { onBothDatabases, onPostgres, onSqlite, type TestDatabase } from '../../test/databases.ts'
import { aShop, type TestShop } from '../../test/shop.ts'
import type { ImportedProduct } from '../contract.ts'
import { csvRows } from '../shared/csv.ts'
import { readShopifyCsv } from './shopify-csv.ts'
import { type Unsaid, writeShopifyCsv } from './shopify-csv-file.ts'

async function takesIn(shop: TestShop, file: AsyncIterable<Buffer | string>): Promise<void> {
  const products: ImportedProduct[] = []
  let columns: string[] = []
  for await (const item of readShopifyCsv(file, { currency: 'EUR' })) {
    if ('product' in item) products.push(item.product)
    else if ('columns' in item) columns = [...item.columns.names]
    else expect(item).toHaveProperty('notice')
  }
  await shop.staff.importProducts({ products, columns })
}

const nothing = (): Unsaid => ({ variantsWithoutPrice: 0, moreCategories: 0, moreOptions: 0, publicationTimes: 0 })

async function givesOut({ staff, publicUrl, now }: TestShop, unsaid = nothing()): Promise<string> {
  let text = ''
  const shop = { readPage: staff.exportProducts, currency: 'EUR', publicUrl, now: now(), unsaid }
  for await (const part of writeShopifyCsv(shop)) {
    text += part.text
  }
  return text
}

async function* piece(text: string): AsyncGenerator<string> {
  yield text
}

async function cellsOf(file: AsyncIterable<Buffer | string>): Promise<string[][]> {
  const rows: string[][] = []
  for await (const { cells } of csvRows(file)) rows.push([...cells])
  return rows
}

/** Rows by handle, because the file gives products in an order of its own. */
const byHandle = (rows: readonly string[][]) => Map.groupBy(rows, ([handle = '']) => handle.trim())

/** Everything that the shop holds of its products but the ids, which a second shop makes anew. */
async function holdings({ staff }: TestShop) {
  const { products, cursor } = await staff.exportProducts({ limit: 200 })
  expect(cursor).toBeUndefined()
  const plain = products.map(({ id: _, variants, ...product }) => ({
    ...product,
    variants: variants.map(({ id: __, ...variant }) => variant),
  }))
  return new Map(plain.map(product => [product.handle, product]))
}

const folder = new URL('../../../../shared/data/shopify-csv/', import.meta.url)
const here = existsSync(folder)
const files = here ? readdirSync(folder).filter(name => name.endsWith('.csv')) : []

/**
 * What is not compared, because CSV or the reader does not keep it: the order of the products, the kind of line breaks
 * between rows, which cells were quoted, blanks around quotes, and rows without any text.
 */
async function goesRound(database: TestDatabase, file: string): Promise<void> {
  const source = () => createReadStream(new URL(file, folder))
  const shop = await aShop(database)
  await takesIn(shop, source())
  const before = await holdings(shop)
  const exported = await givesOut(shop)

  const original = (await cellsOf(source())).filter(cells => cells.some(cell => cell.trim() !== ''))
  const [header = [], ...rows] = original
  const [newHeader, ...newRows] = await cellsOf(piece(exported))
  expect(newHeader).toEqual(header.map(name => name.trim()))
  expect(byHandle(newRows)).toEqual(byHandle(rows))

  await takesIn(shop, piece(exported))
  expect(await holdings(shop)).toEqual(before)
  expect(await givesOut(shop)).toBe(exported)
}

describe.skipIf(!here)('the real product files (skipped where ../shared is absent)', () => {
  describe('on SQLite', () => {
    const database = onSqlite()
    test.each(files)('%s goes in and out again cell by cell', async file => await goesRound(database, file))
  })

  describe('on PostgreSQL', () => {
    const database = onPostgres()
    test.each(['shopify_template_48col_crlf.csv', 'shopifypartners_jewelery.csv'])(
      '%s goes in and out again cell by cell',
      async file => await goesRound(database, file),
    )
  })
})

const header =
  'Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Variant Inventory Tracker,Image Src,Image Position,SEO Title,Cost per item,Status,Google Shopping / Gender,Feel (product.metafields.custom.feel)'
const mug = [
  'mug,Mug,Tarn,Size,S,M-S,12.9,5,shopify,https://x.test/a.jpg,1,Best mug,4,ACTIVE,unisex,Smooth',
  'mug,,,,L,M-L,14.90,6.0,shopify,https://x.test/b.jpg,2,,5.5,,,',
  'mug,,,,,,,,,https://x.test/c.jpg,3,,,,,',
]
const sheet = (...rows: string[]) => piece(`${[header, ...rows].join('\n')}\n`)

onBothDatabases('A shop that was filled from a product file', database => {
  test('exports what has changed in its own words, and the rest as it was', async () => {
    const shop = await aShop(database)
    await takesIn(shop, sheet(...mug))
    const [product] = (await shop.staff.exportProducts({})).products
    const [small] = product!.variants
    await shop.staff.setPrices({ prices: [{ variant_id: small!.id!, currency: 'EUR', amount: 1350 }] })
    await shop.staff.adjustStock({ adjustments: [{ variant_id: small!.id!, by: -2 }] })
    expect((await givesOut(shop)).split('\r\n').slice(1)).toEqual([
      'mug,Mug,Tarn,Size,S,M-S,13.50,3,shopify,https://x.test/a.jpg,1,Best mug,4,ACTIVE,unisex,Smooth',
      ...mug.slice(1),
      '',
    ])
  })

  test('keeps what it has no words for when staff save the product', async () => {
    const shop = await aShop(database)
    await takesIn(shop, sheet(...mug))
    const media = [{ type: 'image' as const, url: 'https://x.test/c.jpg' }]
    const options = (label: string) => [{ name: 'Size', label }]
    await shop.staff.saveProduct({
      product: {
        handle: 'mug',
        title: 'Big mug',
        media,
        variants: [
          { sku: 'M-XL', options: options('XL') },
          { sku: 'M-L', options: options('L') },
        ],
      },
    })
    const variants = [...(await shop.staff.exportProducts({})).products[0]!.variants]
    await shop.staff.setPrices({ prices: [{ variant_id: variants[0]!.id!, currency: 'EUR', amount: 1990 }] })
    expect((await givesOut(shop)).split('\r\n').slice(1)).toEqual([
      'mug,Big mug,,Size,XL,M-XL,19.90,,,https://x.test/c.jpg,1,,,ACTIVE,unisex,',
      'mug,,,,L,M-L,14.90,6.0,shopify,,,,5.5,,,',
      '',
    ])
  })

  test.each(['constructor', 'toString'])('keeps a column and a metafield named %s', async name => {
    const shop = await aShop(database)
    const metafield = `${name} (product.metafields.custom.${name})`
    const rows = [`Handle,Title,Variant Price,${name},${metafield}`, 'bowl,Bowl,5.00,,', 'mug,Mug,6.00,stiff,soft']
    await takesIn(shop, piece(rows.join('\n')))
    const [header, ...exported] = (await givesOut(shop)).trim().split('\r\n')
    expect([header, ...exported.sort()]).toEqual(rows)
  })

  test('adds the columns without which something would be lost', async () => {
    const shop = await aShop(database)
    await takesIn(shop, piece('Handle,Title,Variant Price,Notes\nmug,Mug,5,fragile\n'))
    await shop.staff.importProducts({
      products: [
        {
          handle: 'bowl',
          title: 'Bowl, "wide"',
          status: 'draft',
          attributes: { Material: 'Oak' },
          variants: [{ barcode: '4006381333931', prices: [{ currency: 'EUR', amount: 900, compare_at: 1200 }] }],
        },
      ],
    })
    expect(await givesOut(shop)).toBe(
      [
        'Handle,Title,Variant Price,Notes,Variant Compare At Price,Variant Barcode,Status,Material (product.metafields.custom.material)',
        'mug,Mug,5,fragile,,,active,',
        'bowl,"Bowl, ""wide""",9.00,,12.00,4006381333931,draft,Oak',
        '',
      ].join('\r\n'),
    )
  })
})

onBothDatabases('A shop that never saw a product file', database => {
  test('exports one that makes the same shop', async () => {
    const shop = await aShop(database)
    const image = (name: string) => ({ type: 'image' as const, url: `https://x.test/${name}.jpg`, alt_text: name })
    const stock = { on_hand: 4, tracked: true, backorder: true }
    await shop.staff.importProducts({
      products: [
        {
          handle: 'coat',
          title: '=1+1 "coat"',
          description: { html: '<p>Warm,\nvery</p>' },
          brand: 'Tarn',
          product_type: 'Coats',
          tags: ['warm', 'wool'],
          status: 'active',
          categories: ['Clothes > Coats'],
          attributes: { Material: 'Wool' },
          media: [image('a'), image('b'), image('c')],
          variants: ['Red', 'Blue'].map((label, index) => ({
            sku: `'C-${index}`,
            options: [{ name: 'Colour', label }],
            weight_grams: 800,
            requires_shipping: true,
            tax_class: index === 0 ? 'exempt' : 'standard',
            media: [image('b')],
            prices: [{ currency: 'EUR', amount: 8000 + index, compare_at: 9900 }],
            stock,
          })),
        },
      ],
    })
    const before = await holdings(shop)
    const exported = await givesOut(shop)
    await takesIn(shop, piece(exported))
    const after = await holdings(shop)
    expect(after.get('coat')).toEqual(before.get('coat'))
    expect(await givesOut(shop)).toBe(exported)
  })

  test('says what the file has no place for', async () => {
    const shop = await aShop(database)
    const options = ['A', 'B', 'C', 'D'].map(name => ({ name, label: name.toLowerCase() }))
    await shop.staff.importProducts({
      products: [
        {
          handle: 'kit',
          title: 'Kit',
          categories: ['One', 'Two'],
          description: { plain: 'Fish & chips\nhot\n\n<new>' },
          variants: [{ options, prices: [{ currency: 'USD', amount: 100 }] }],
        },
      ],
    })
    const unsaid = nothing()
    const exported = await givesOut(shop, unsaid)
    expect(unsaid).toEqual({ variantsWithoutPrice: 1, moreCategories: 1, moreOptions: 1, publicationTimes: 0 })
    expect(exported).toContain('<p>Fish &amp; chips<br>hot</p><p>&lt;new&gt;</p>')
    expect(exported).toContain('A,a,B,b,C / D,c / d')
  })

  test('shows nobody what is to be shown later, or was taken down, when its file comes in again', async () => {
    const shop = await aShop(database)
    const at = (hours: number) => new Date(shop.now().getTime() + hours * 3_600_000).toISOString()
    const variants = [{ prices: [{ currency: 'EUR', amount: 100 }] }]
    const product = (handle: string) => ({ handle, title: handle, variants })
    await shop.staff.importProducts({
      products: [
        product('always'),
        { ...product('now'), publish_at: at(-1), unpublish_at: at(9) },
        { ...product('later'), publish_at: at(1) },
        { ...product('past'), unpublish_at: at(0) },
      ],
    })
    const shown = async () => {
      const { products } = await shop.guest.searchCatalog({ catalog: { sort: 'title' } })
      return products.map(({ handle }) => handle)
    }
    expect(await shown()).toEqual(['always', 'now'])
    const unsaid = nothing()
    await takesIn(shop, piece(await givesOut(shop, unsaid)))
    expect(await shown()).toEqual(['always', 'now'])
    expect(unsaid).toEqual({ ...nothing(), publicationTimes: 3 })
  })

  test('pages through its products, and none is missing', async () => {
    const shop = await aShop(database)
    const variants = [{ prices: [{ currency: 'EUR', amount: 100 }] }]
    const names = Array.from({ length: 25 }, (_, index) => `p-${index}`)
    for (const handle of names) {
      shop.wait(1)
      const status = (['active', 'draft', 'archived'] as const)[names.indexOf(handle) % 3]!
      await shop.staff.importProducts({ products: [{ handle, title: handle, status, variants }] })
    }
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await shop.staff.exportProducts({ limit: 4, ...(cursor !== undefined && { cursor }) })
      found.push(...page.products.map(({ handle = '' }) => handle))
      cursor = page.cursor
    } while (cursor !== undefined)
    expect(found.sort()).toEqual(names.sort())
  })
})
