import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { importedProduct } from './contract.ts'
import { type CsvRemark, readShopifyCsv, type ShopifyCsvItem } from './shopify-csv.ts'

type Read = {
  products: Extract<ShopifyCsvItem, { product: unknown }>[]
  problems: CsvRemark[]
  unreadable?: CsvRemark
  notices: CsvRemark[]
  columns?: Extract<ShopifyCsvItem, { columns: unknown }>['columns']
}

async function read(input: AsyncIterable<Buffer | string>, currency = 'EUR'): Promise<Read> {
  const result: Read = { products: [], problems: [], notices: [] }
  for await (const item of readShopifyCsv(input, { currency })) {
    if ('product' in item) result.products.push(item)
    else if ('problem' in item) result.problems.push(item.problem)
    else if ('unreadable' in item) result.unreadable = item.unreadable
    else if ('notice' in item) result.notices.push(item.notice)
    else result.columns = item.columns
  }
  return result
}

async function* inPieces(text: string, size = 7): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

const sheet = (...rows: string[]) => read(inPieces(`${rows.join('\n')}\n`))
const mug = async (header: string, row: string) => sheet(`Handle,Title,Variant Price,${header}`, `mug,Mug,12.90,${row}`)

describe('a product file', () => {
  test('becomes products with options, prices, stock and media', async () => {
    const { products, problems } = await sheet(
      'Handle,Title,Body (HTML),Vendor,Type,Product Category,Tags,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Image Position,Image Alt Text,Variant Image,Feel (product.metafields.custom.feel)',
      'mug,Mug,"<p>Holds ""coffee"",\ntoo</p>",Tarn,Cup,Kitchen > Mugs,"blue, gift ,blue",Colour,Blue,Size,Small,M-1,320.6,shopify,5,deny,12.9,15,https://x.test/b.jpg,2,Blue,https://x.test/b.jpg,Smooth',
      'mug,,,,,,,,Red,,Large,M-2,400,shopify,-3,continue,14,14,https://x.test/a.jpg,1,Red,,',
      'mug,,,,,,,,,,,,,,,,,,https://x.test/c.jpg,3,,,',
    )
    expect(problems).toEqual([])
    const [{ product: whole, lines, variantLines }] = products as [Read['products'][number]]
    const { external: _, ...product } = whole
    expect([lines, variantLines]).toEqual([
      [2, 5],
      [2, 4],
    ])
    const blue = { type: 'image', url: 'https://x.test/b.jpg', alt_text: 'Blue' }
    expect(product).toEqual({
      handle: 'mug',
      title: 'Mug',
      description: { html: '<p>Holds "coffee",\ntoo</p>' },
      brand: 'Tarn',
      product_type: 'Cup',
      tags: ['blue', 'gift'],
      status: 'active',
      categories: ['Kitchen > Mugs'],
      attributes: { Feel: 'Smooth' },
      media: [
        { type: 'image', url: 'https://x.test/a.jpg', alt_text: 'Red' },
        blue,
        { type: 'image', url: 'https://x.test/c.jpg' },
      ],
      variants: [
        {
          sku: 'M-1',
          options: [
            { name: 'Colour', label: 'Blue' },
            { name: 'Size', label: 'Small' },
          ],
          weight_grams: 321,
          requires_shipping: true,
          media: [blue],
          prices: [{ currency: 'EUR', amount: 1290, compare_at: 1500 }],
          stock: { on_hand: 5, tracked: true, backorder: false },
        },
        {
          sku: 'M-2',
          options: [
            { name: 'Colour', label: 'Red' },
            { name: 'Size', label: 'Large' },
          ],
          weight_grams: 400,
          requires_shipping: true,
          prices: [{ currency: 'EUR', amount: 1400 }],
          stock: { on_hand: -3, tracked: true, backorder: true },
        },
      ],
    })
  })

  test('may have padded cells, any order of columns, a byte order mark and CRLF', async () => {
    const text =
      '\ufeff  Title  ,Variant Price , HANDLE,Unknown\r\n "Mug"  , 5 ,mug ,x\r\n   \r\n"Two\r\nlines",6,two,\r\n'
    const { products, problems, columns } = await read(inPieces(text, 3))
    expect(problems).toEqual([])
    expect(columns).toEqual({ names: ['Title', 'Variant Price', 'HANDLE', 'Unknown'], kept: ['Unknown'] })
    expect(products.map(({ product, lines }) => [product.handle, product.title, lines])).toEqual([
      ['mug', 'Mug', [2, 2]],
      ['two', 'Two\r\nlines', [4, 4]],
    ])
  })

  test('tells lines apart after line breaks inside quotes', async () => {
    const text = 'Handle,Title,Variant Price\r\na,"x\r\ny\r\nz",1\r\nb,B,free\r\n'
    expect((await read(inPieces(text))).problems).toMatchObject([{ line: 5, column: 'Variant Price' }])
  })

  test('reads prices in the currency that it is told', async () => {
    const price = async (text: string, currency: string) => {
      const { products } = await read(inPieces(`Handle,Title,Variant Price\na,A,${text}\n`), currency)
      return products[0]?.product.variants[0]?.prices[0]?.amount
    }
    expect(await price('1200', 'JPY')).toBe(1200)
    expect(await price('1.2', 'KWD')).toBe(1200)
    expect(await price('12.5', 'JPY')).toBeUndefined()
  })

  test.each([
    ['TRUE', 'active', 'active'],
    ['', '', 'active'],
    ['FALSE', 'active', 'draft'],
    ['true', 'Archived', 'archived'],
    ['true', 'draft', 'draft'],
  ])('published %s with status %s is %s', async (published, status, expected) => {
    const { products } = await mug('Published,Status', `${published},${status}`)
    expect(products[0]?.product.status).toBe(expected)
  })

  test('keeps units that nobody tracks, and says nothing of stock without quantities', async () => {
    const stock = async (header: string, row: string) =>
      (await mug(header, row)).products[0]?.product.variants[0]?.stock
    expect(await stock('Variant Inventory Qty', '7')).toEqual({ on_hand: 7, tracked: false, backorder: false })
    expect(await stock('Variant Inventory Tracker', 'shopify')).toBeUndefined()
  })

  test('takes no tax and ships nothing where it says so', async () => {
    const { products } = await mug('Variant Taxable,Variant Requires Shipping', 'FALSE,FALSE')
    expect(products[0]?.product.variants[0]).toMatchObject({ tax_class: 'exempt', requires_shipping: false })
  })

  test('leaves out a barcode that a spreadsheet shortened, and says so', async () => {
    const { products, notices } = await mug('Variant Barcode', '3.65275E+11')
    expect(products[0]?.product.variants[0]).not.toHaveProperty('barcode')
    expect(notices).toMatchObject([{ line: 2, column: 'Variant Barcode' }])
  })

  test('takes handles in any alphabet', async () => {
    const { products } = await sheet('Handle,Title,Variant Price', 'кружка-синяя,Кружка,5', 'マグ,マグ,6')
    expect(products.map(({ product }) => product.handle)).toEqual(['кружка-синяя', 'マグ'])
  })
})

describe('a mistake in the file', () => {
  test.each([
    ['Variant Compare At Price', '15 EUR', 'is not a price in EUR'],
    ['Variant Grams', 'heavy', 'is not a weight'],
    ['Variant Inventory Qty', '1.5', 'is not a number of units'],
    ['Variant Inventory Policy', 'maybe', 'is not a policy'],
    ['Variant Taxable', 'perhaps', 'neither TRUE nor FALSE'],
    ['Status', 'sold', 'is not a status'],
    ['Image Src', 'javascript:alert(1)', 'is not the address'],
    ['Variant Image', 'C:\\mug.jpg', 'is not the address'],
    ['Option1 Value', 'Blue', 'Option1 Name is empty'],
    ['Variant SKU', 'x'.repeat(101), '<=100'],
  ])('in %s is named with line, column and remedy', async (column, cell, message) => {
    const { products, problems } = await mug(column, cell)
    expect(products).toEqual([])
    expect(problems).toMatchObject([{ line: 2, column, message: expect.stringContaining(message) }])
  })

  test('in a price keeps the whole product out and no other', async () => {
    const { products, problems } = await sheet(
      'Handle,Title,Option1 Name,Option1 Value,Variant Price',
      'a,A,Size,S,1',
      'a,,,M,"1,50"',
      'a,,,L,',
      'b,B,,,-1',
      'c,C,,,3',
    )
    expect(products.map(({ product }) => product.handle)).toEqual(['c'])
    expect(problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '3 Variant Price',
      '4 Variant Price',
      '5 Variant Price',
    ])
  })

  test('is a handle that comes again, an option twice or a SKU twice', async () => {
    const { products, problems } = await sheet(
      'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price',
      'a,A,Size,S,K1,1',
      'b,B,Size,S,K2,1',
      'b,,,S,K3,1',
      'a,,,M,K4,1',
      'c,C,,,K1,1',
    )
    expect(products.map(({ product }) => product.handle)).toEqual(['a'])
    expect(problems).toMatchObject([
      { line: 4, column: 'Option1 Value', message: expect.stringContaining('line 3') },
      { line: 5, column: 'Handle', message: expect.stringContaining('line 2') },
      { line: 6, column: 'Variant SKU', message: expect.stringContaining('line 2') },
    ])
  })

  test('is a row with too few or too many cells, or without a handle', async () => {
    const { products, problems } = await sheet(
      'Handle,Title,Variant Price',
      'a,A,1',
      'a,',
      'b,B,1,,',
      'c,C,1,x',
      ',D,1',
    )
    expect(products.map(({ product }) => product.handle)).toEqual(['b'])
    expect(problems.map(({ line, message }) => [line, message.slice(0, 30)])).toEqual([
      [3, 'the row has 2 cells and the he'],
      [5, 'the row has 4 cells and the he'],
      [6, 'is empty; every row names its '],
    ])
  })

  test.each([
    ['', 1, 'the file is empty'],
    ['Name;Handle;Title\n', 1, 'semicolons'],
    ['Name,Price\nx,1\n', 1, 'not a Shopify product file'],
    ['Handle,Title,Handle\n', 1, 'stands twice'],
    ['Handle,Title,Notes,Notes\n', 1, 'stands twice'],
    ['Handle,Title,Variant Price\na,A,1\nb,"B,1\n', 3, 'never closed'],
    ['Handle,Title,Variant Price\na,"A"x,1\n', 2, 'written twice'],
    ['Handle,Title,Variant Price\na,A"x,1\n', 2, 'middle of a cell'],
  ])('that makes %j unreadable is told', async (text, line, message) => {
    expect((await read(inPieces(text))).unreadable).toMatchObject({ line, message: expect.stringContaining(message) })
  })

  test('in the source itself is not swallowed', async () => {
    async function* broken() {
      yield 'Handle,Title,Variant Price\na,A,1\n'
      throw new Error('disk gone')
    }
    await expect(read(broken())).rejects.toThrow('disk gone')
  })
})

test('memory does not grow with the file: the first product comes before the file has been read', async () => {
  let pulled = 0
  async function* endless() {
    yield 'Handle,Title,Variant Price\n'
    for (; ; pulled++) yield `p-${pulled},Product ${pulled},1\n`
  }
  let taken = 0
  for await (const item of readShopifyCsv(endless(), { currency: 'EUR' })) {
    if ('product' in item) taken++
    if (taken === 10_000) break
  }
  expect(taken).toBe(10_000)
  expect(pulled).toBeLessThan(20_000)
})

const folder = new URL('../../../../shared/data/shopify-csv/', import.meta.url)
const here = existsSync(folder)

describe.skipIf(!here)('real product files (skipped where ../shared is absent)', () => {
  type Counts = {
    products: number
    variants: number
    distinct_images: number
    sum_variant_price_minor: number
    sum_inventory: number
  }
  const expected: Record<string, Counts> = here
    ? JSON.parse(readFileSync(new URL('expected-counts.json', folder), 'utf8'))
    : {}

  test.each(Object.entries(expected))('%s is read with its counts', async (file, counts) => {
    const { products, problems } = await read(createReadStream(new URL(file, folder)))
    expect(problems).toEqual([])
    const variants = products.flatMap(({ product }) => product.variants)
    // Two products may show the same image; within one product an image counts once.
    const images = products.map(({ product }) => new Set(product.media?.map(({ url }) => url)).size)
    const sum = (values: (number | undefined)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)
    expect({
      products: products.length,
      variants: variants.length,
      distinct_images: sum(images),
      sum_variant_price_minor: sum(variants.map(({ prices }) => prices[0]?.amount)),
      sum_inventory: sum(variants.map(({ stock }) => stock?.on_hand)),
    }).toEqual({
      products: counts.products,
      variants: counts.variants,
      distinct_images: counts.distinct_images,
      sum_variant_price_minor: counts.sum_variant_price_minor,
      sum_inventory: counts.sum_inventory,
    })
    for (const { product } of products) expect(importedProduct.safeParse(product).success, product.handle).toBe(true)
  })

  test('padded cells are repaired', async () => {
    const { products, problems } = await read(createReadStream(new URL('malformed_padded_header.csv', folder)))
    expect(problems).toEqual([])
    expect(products).toHaveLength(24)
    expect(products[0]?.product).toMatchObject({
      handle: 'blueberry-almond-brownie',
      title: 'Blueberry Almond Brownie',
    })
  })
})
