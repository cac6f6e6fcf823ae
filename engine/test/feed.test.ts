import { existsSync, readFileSync } from 'node:fs'
import { Parser } from 'htmlparser2'
import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, type TestShop } from './shop.ts'

type Asked = { country: string; currency?: string; language?: string }

async function feedOf(shop: TestShop, asked: Asked): Promise<string> {
  let text = ''
  let cursor: string | undefined
  do {
    const page = await shop.guest.readFeed({ ...asked, ...(cursor !== undefined && { cursor }) })
    text += (page.head ?? '') + page.items + (page.end ?? '')
    cursor = page.cursor
  } while (cursor !== undefined)
  return text
}

/** The items as fields by name; a field that stands twice is a list. Every element that opens closes again. */
function itemsIn(xml: string): Record<string, string | string[]>[] {
  const items: Record<string, string | string[]>[] = []
  const open: string[] = []
  let words = ''
  const parser = new Parser(
    {
      onopentag: name => {
        open.push(name)
        words = ''
        if (name === 'item') items.push({})
      },
      ontext: text => {
        words += text
      },
      onclosetag: (name, isImplied) => {
        expect([open.pop(), isImplied]).toEqual([name, false])
        const item = items.at(-1)
        if (!item || name === 'item' || name === 'channel' || name === 'rss') return
        const path = [...open.slice(3), name].join('/')
        const before = item[path]
        if (words !== '') item[path] = before === undefined ? words : [before, words].flat()
        words = ''
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  expect(open).toEqual([])
  return items
}

const image = (name: string) => ({ type: 'image' as const, url: `https://x.test/${name}.jpg` })

onBothDatabases('The feed for Google', database => {
  test('has nothing that is not sold or not sent there, and the prices of the market', async () => {
    const shop = await aFurnishedShop(database)
    const [mug, pot] = [await aProduct(shop.staff, 'mug'), await aProduct(shop.staff, 'pot')]
    const ids = async (country: string) => itemsIn(await feedOf(shop, { country })).map(item => item['g:id'])
    expect((await ids('AT')).sort()).toEqual([mug, pot].sort())
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'austria', members: [] } })
    await shop.staff.savePriceList({
      price_list: {
        title: 'Austria',
        currency: 'EUR',
        customer_group: 'austria',
        prices: [{ variant_id: mug, amount: 800 }],
      },
    })
    const market = { title: 'Austria', countries: ['AT'], currency: 'EUR', customer_group: 'austria' }
    await shop.staff.saveMarket({ market: { ...market, without: { products: ['pot'] } } })
    const [item, ...others] = itemsIn(await feedOf(shop, { country: 'AT' }))
    expect([item, others]).toMatchObject([{ 'g:id': mug, 'g:sale_price': '8.00 EUR' }, []])
    expect((await ids('DE')).sort()).toEqual([mug, pot].sort())
    const { id: desk } = await shop.staff.saveLocation({
      location: { title: 'Desk', ships_online: false, allows_pickup: true },
    })
    await shop.staff.adjustStock({
      adjustments: [
        { variant_id: pot, to: 0 },
        { variant_id: pot, location_id: desk, to: 5 },
      ],
    })
    expect(await ids('DE')).toEqual([mug])
  })

  test('holds what a buyer in the country can have, and what it costs there', async () => {
    const shop = await aFurnishedShop(database)
    await shop.staff.importProducts({
      products: [
        {
          handle: 'tasse',
          title: 'Cup',
          description: { html: '<p>Holds <b>tea</b></p>' },
          brand: 'Tarn',
          categories: ['Kitchen > Cups'],
          attributes: { Material: 'Clay', Gender: 'Unisex' },
          media: [image('a'), image('b')],
          external: [{ variant: 0, cells: { 'Google Shopping / Google Product Category': '2169' } }],
          variants: ['Red', 'Blue'].map((label, index) => ({
            options: [{ name: 'Colour', label }],
            barcode: index === 0 ? '4006381333931' : 'X-1',
            weight_grams: 320,
            prices: [{ currency: 'EUR', amount: 1290, ...(index === 0 && { compare_at: 1500 }) }],
            stock: { on_hand: 3, tracked: true, backorder: false },
          })),
        },
      ],
    })
    await aProduct(shop.staff, 'gone', { stock: 0 })
    const variants = [{ prices: [{ currency: 'EUR', amount: 5 }] }]
    await shop.staff.importProducts({ products: [{ handle: 'hidden', title: 'Hidden', status: 'draft', variants }] })
    const feed = await feedOf(shop, { country: 'DE' })
    const [red, blue, ...others] = itemsIn(feed)
    expect(others).toEqual([])
    expect(feed).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<rss version="2.0" xmlns:g="[^"]+">/)
    expect(red).toMatchObject({
      title: 'Cup – Red',
      description: 'Holds tea',
      'g:image_link': 'https://x.test/a.jpg',
      'g:additional_image_link': 'https://x.test/b.jpg',
      'g:availability': 'in_stock',
      'g:price': '15.00 EUR',
      'g:sale_price': '12.90 EUR',
      'g:brand': 'Tarn',
      'g:gtin': '4006381333931',
      'g:condition': 'new',
      'g:product_type': 'Kitchen > Cups',
      'g:google_product_category': '2169',
      'g:color': 'Red',
      'g:material': 'Clay',
      'g:gender': 'unisex',
      'g:shipping_weight': '320 g',
      'g:shipping/g:service': ['Standard', 'Express'],
      'g:shipping/g:price': ['4.90 EUR', '12.90 EUR'],
    })
    expect(red!.link).toBe(`https://shop.test/products/tasse?variant=${red!['g:id']}`)
    expect(red!['g:item_group_id']).toBe(blue!['g:item_group_id'])
    expect(red).not.toHaveProperty('g:identifier_exists')
    expect(blue).toMatchObject({ 'g:price': '12.90 EUR', 'g:identifier_exists': 'no', 'g:color': 'Blue' })
    expect(blue).not.toHaveProperty('g:sale_price')
  })

  test('is in the currency and with the taxes of the country', async () => {
    const shop = await aFurnishedShop(database)
    const { email: _, ...store } = await shop.staff.getStore({})
    await shop.staff.saveStore({ store: { ...store, prices_include_tax: false } })
    await shop.staff.saveTaxRate({ tax_rate: { title: 'CA', country: 'US', region: 'CA', rate_ppm: 72_500 } })
    await aProduct(shop.staff, 'euros')
    const variants = [{ prices: [{ currency: 'USD', amount: 900 }] }]
    await shop.staff.importProducts({ products: [{ handle: 'dollars', title: 'Dollars', variants }] })
    expect(itemsIn(await feedOf(shop, { country: 'US' }))).toMatchObject([
      {
        title: 'Dollars',
        'g:price': '9.00 USD',
        'g:tax/g:country': 'US',
        'g:tax/g:region': 'CA',
        'g:tax/g:rate': '7.25',
        'g:tax/g:tax_ship': 'y',
      },
    ])
    await expect(feedOf(shop, { country: 'US', currency: 'GBP' })).rejects.toThrow(/EUR, USD and not in GBP/)
  })

  test('says what is sold before it is there, and from when', async () => {
    const shop = await aFurnishedShop(database)
    const soon = await aProduct(shop.staff, 'soon', { stock: 0 })
    const release = new Date(shop.now().getTime() + 30 * 86_400_000).toISOString()
    await shop.staff.saveStockPolicy({ policy: { variant_id: soon, rule: 'preorder', release_at: release } })
    const [item] = itemsIn(await feedOf(shop, { country: 'DE' }))
    expect(item).toMatchObject({ 'g:availability': 'preorder', 'g:availability_date': '2026-04-01T10:00Z' })
  })

  test('stays whole XML whatever the texts hold', async () => {
    const shop = await aFurnishedShop(database)
    const file = new URL('../../../shared/data/hostile/blns.json', import.meta.url)
    const hostile: string[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [']]><b>&amp;"']
    const texts = hostile
      .filter(text => text.trim() !== '' && text.isWellFormed() && !text.includes('\0'))
      .slice(0, 300)
    for (let start = 0; start < texts.length; start += 100) {
      await shop.staff.importProducts({
        products: texts.slice(start, start + 100).map((text, index) => ({
          handle: `p-${start + index}`,
          title: text.slice(0, 300),
          description: { plain: `${text}\uFFFE]]>` },
          brand: text.slice(0, 200),
          variants: [{ prices: [{ currency: 'EUR', amount: 100 }] }],
        })),
      })
    }
    const items = itemsIn(await feedOf(shop, { country: 'DE' }))
    expect(items).toHaveLength(texts.length)
  })
})
