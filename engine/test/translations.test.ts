import { describe, expect, test } from 'vitest'
import type { InputOf, Shop } from '../src/contract.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, aShop, berlin, buys, pays, totalOf } from './shop.ts'

type Draft = InputOf<'save_translations'>['translations'][number]

const mugs = {
  handle: 'tarn-mug',
  title: 'Tarn Mug',
  description: { plain: 'A mug for slow mornings.' },
  product_type: 'Mug',
  tags: ['handmade'],
  categories: ['Table > Cups'],
  attributes: { Material: 'Stoneware' },
  media: [{ type: 'image' as const, url: '/media/mug.svg', alt_text: 'Tarn Mug' }],
  variants: ['Blue', 'Red'].map(label => ({
    sku: `MUG-${label.toUpperCase()}`,
    options: [{ name: 'Colour', label }],
    prices: [{ currency: 'EUR', amount: 2000 }],
    stock: { on_hand: 5, tracked: true, backorder: false },
  })),
}

const term = (id: string, title: string): Draft => ({ type: 'term', id, language: 'de', texts: { title } })

const german: Draft[] = [
  {
    type: 'product',
    id: 'tarn-mug',
    language: 'de',
    texts: {
      title: 'Becher Tarn',
      description: { plain: 'Ein Becher für ruhige Morgen.' },
      alt_texts: { '/media/mug.svg': 'Becher Tarn' },
    },
  },
  { type: 'category', id: 'table', language: 'de', texts: { title: 'Tisch' } },
  { type: 'category', id: 'Table > Cups', language: 'de', texts: { title: 'Becher und Tassen' } },
  term('Colour', 'Farbe'),
  term('Blue', 'Blau'),
  term('Red', 'Rot'),
  term('Mug', 'Becher'),
  term('handmade', 'handgemacht'),
  term('Stoneware', 'Steinzeug'),
  { type: 'promotion', id: 'TEN', language: 'de', texts: { title: '10 % Rabatt' } },
]

async function aGermanShop(database: TestDatabase) {
  const shop = await aFurnishedShop(database)
  const { store } = { store: await shop.staff.getStore({}) }
  await shop.staff.saveStore({ store: { ...store, languages: ['en', 'de'] } })
  await shop.staff.importProducts({ products: [mugs] })
  await shop.staff.saveTranslations({ translations: german })
  return shop
}

const inGerman = { context: { language: 'de-AT' } }

onBothDatabases('A shop in two languages', database => {
  describe('shows a product', () => {
    test('whole in the language asked for, and in its own where none is', async () => {
      const { guest } = await aGermanShop(database)
      const { product } = await guest.getProduct({ catalog: { id: 'tarn-mug', ...inGerman } })
      expect(product).toMatchObject({
        handle: 'tarn-mug',
        title: 'Becher Tarn',
        description: { plain: 'Ein Becher für ruhige Morgen.' },
        categories: [{ value: 'Tisch > Becher und Tassen' }],
        options: [{ name: 'Farbe', values: [{ label: 'Blau' }, { label: 'Rot' }] }],
        tags: ['handgemacht'],
        media: [{ alt_text: 'Becher Tarn' }],
        metadata: { product_type: 'Becher', attributes: { Material: 'Steinzeug' } },
        variants: [{ title: 'Blau' }, { title: 'Rot' }],
      })
      for (const language of ['en', 'fr', undefined]) {
        const own = await guest.getProduct({ catalog: { id: 'tarn-mug', ...(language && { context: { language } }) } })
        expect(own.product).toMatchObject({ title: 'Tarn Mug', options: [{ name: 'Colour' }] })
      }
    })

    test('in lists and look-ups too', async () => {
      const { guest } = await aGermanShop(database)
      const { products } = await guest.searchCatalog({ catalog: inGerman })
      expect(products).toMatchObject([
        { title: 'Becher Tarn', description: { plain: 'Ein Becher für ruhige Morgen.' } },
      ])
      const looked = await guest.lookupCatalog({ catalog: { ids: ['MUG-RED'], ...inGerman } })
      expect(looked.products).toMatchObject([
        { title: 'Becher Tarn', categories: [{ value: 'Tisch > Becher und Tassen' }], variants: [{ title: 'Rot' }] },
      ])
    })

    test('by options named in either language, whatever language it is shown in', async () => {
      const { guest } = await aGermanShop(database)
      const choices = [
        { name: 'Colour', label: 'Red' },
        { name: 'Farbe', label: 'Rot' },
        { name: 'farbe', label: 'red' },
      ]
      for (const choice of choices) {
        for (const context of [{}, { language: 'de' }]) {
          const { product, messages } = await guest.getProduct({
            catalog: { id: 'tarn-mug', selected: [choice], context },
          })
          expect(product.variants[0]?.sku).toBe('MUG-RED')
          expect(messages).toBeUndefined()
        }
      }
    })

    test('text by text in its own language where one is not translated', async () => {
      const { guest, staff } = await aGermanShop(database)
      await staff.saveTranslations({
        translations: [{ type: 'product', id: 'tarn-mug', language: 'de', texts: { title: '' } }, term('Red', '')],
      })
      const { product } = await guest.getProduct({ catalog: { id: 'tarn-mug', ...inGerman } })
      expect(product).toMatchObject({ title: 'Tarn Mug', description: { plain: 'Ein Becher für ruhige Morgen.' } })
      expect(product.variants.map(({ title }) => title)).toEqual(['Blau', 'Red'])
    })
  })

  describe('finds a product', () => {
    const found = async (guest: Shop, query: string) =>
      (await guest.searchCatalog({ catalog: { query } })).products.map(({ handle }) => handle)

    test('by translated words of its title, text, options, attributes and categories', async () => {
      const { guest } = await aGermanShop(database)
      for (const query of ['becher', 'ruhige morgen', 'blau', 'Steinzeug', 'tassen', 'tarn mug', 'blue stoneware']) {
        expect([query, await found(guest, query)]).toEqual([query, ['tarn-mug']])
      }
    })

    test('by words as long as they are its words', async () => {
      const { guest, staff } = await aGermanShop(database)
      await staff.saveTranslations({ translations: [term('Stoneware', 'Keramik')] })
      expect(await found(guest, 'keramik')).toEqual(['tarn-mug'])
      expect(await found(guest, 'steinzeug')).toEqual([])
      await staff.importProducts({ products: [{ ...mugs, attributes: { Material: 'Glass' } }] })
      expect(await found(guest, 'keramik')).toEqual([])
      expect(await found(guest, 'becher')).toEqual(['tarn-mug'])
    })

    test('by what it can be narrowed by, told and sent back in either language', async () => {
      const { guest } = await aGermanShop(database)
      const { facets } = await guest.searchCatalog({ catalog: { facets: true, ...inGerman } })
      expect(facets).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'Farbe', values: expect.arrayContaining([{ value: 'Blau', count: 1 }]) }),
          expect.objectContaining({ filter: 'product_types', values: [{ value: 'Becher', count: 1 }] }),
        ]),
      )
      const found = async (filters: object) =>
        (await guest.searchCatalog({ catalog: { filters } })).products.map(({ handle }) => handle)
      expect(await found({ attributes: [{ name: 'Farbe', values: ['Blau'] }] })).toEqual(['tarn-mug'])
      expect(await found({ attributes: [{ name: 'Colour', values: ['blau'] }] })).toEqual(['tarn-mug'])
      expect(await found({ attributes: [{ name: 'Colour', values: ['Blue'] }] })).toEqual(['tarn-mug'])
      expect(await found({ attributes: [{ name: 'Farbe', values: ['Gelb'] }] })).toEqual([])
      expect(await found({ product_types: ['Becher'], tags: ['handgemacht'] })).toEqual(['tarn-mug'])
    })

    test('in a category named in either language', async () => {
      const { guest } = await aGermanShop(database)
      for (const category of ['Tisch', 'Tisch > Becher und Tassen', 'becher und tassen', 'Table > Cups', 'cups']) {
        const { products } = await guest.searchCatalog({ catalog: { filters: { categories: [category] } } })
        expect([category, products.length]).toEqual([category, 1])
      }
      const { products } = await guest.searchCatalog({ catalog: { filters: { categories: ['Kunst > Tisch'] } } })
      expect(products).toEqual([])
    })
  })

  test('tells a cart, a checkout and an order in the language it is bought in, and keeps it', async () => {
    const { guest, staff } = await aGermanShop(database)
    const [rate] = (await staff.listTranslations({ language: 'de', type: 'shipping_rate' })).translations
    const [tax] = (await staff.listTranslations({ language: 'de', type: 'tax_rate' })).translations
    const { translations } = { translations: [rate!, tax!] }
    await staff.savePolicy({ policy: { slug: 'returns', kind: 'refund_policy', title: 'Returns', body: '# Returns' } })
    await staff.saveTranslations({
      translations: [
        { type: 'shipping_rate', id: translations[0]!.id, language: 'de', texts: { title: 'Standardversand' } },
        { type: 'tax_rate', id: translations[1]!.id, language: 'de', texts: { title: 'MwSt. 19 %' } },
        { type: 'policy', id: 'returns', language: 'de', texts: { title: 'Rückgabe', body: '# Rückgabe' } },
      ],
    })
    const lines = [{ item: { id: 'MUG-BLUE' }, quantity: 1 }]
    const context = { language: 'de' }
    const cart = await guest.createCart({ cart: { line_items: lines, context, discounts: { codes: ['TEN'] } } })
    expect(cart.line_items[0]?.item.title).toBe('Becher Tarn – Blau')
    expect(cart.discounts.applied).toMatchObject([{ title: '10 % Rabatt' }])
    expect(await guest.getCart({ id: cart.id })).toMatchObject({
      line_items: cart.line_items,
      taxes: [{ title: 'MwSt. 19 %' }],
    })
    const began = await guest.createCheckout({ checkout: { cart_id: cart.id } })
    const { options } = (
      await guest.updateCheckout({
        id: began.id,
        checkout: {
          buyer: { email: 'ann@example.com' },
          fulfillment: { methods: [{ destinations: [berlin] }] },
        },
      })
    ).fulfillment.methods[0]!.groups[0]!
    const ready = await guest.updateCheckout({
      id: began.id,
      checkout: {
        buyer: { email: 'ann@example.com' },
        context,
        fulfillment: {
          methods: [{ destinations: [berlin], groups: [{ selected_option_id: options[0]!.id }] }],
        },
      },
    })
    expect(options.map(({ title }) => title)).toEqual(['Standardversand', 'Express'])
    expect(ready.totals.find(({ type }) => type === 'fulfillment')).toMatchObject({ display_text: 'Standardversand' })
    expect(ready.links.find(({ type }) => type === 'refund_policy')).toMatchObject({ title: 'Rückgabe' })
    const bought = await guest.completeCheckout({
      id: ready.id,
      checkout: { payment: pays() },
      expected_total: totalOf(ready),
    })
    await staff.saveTranslations({ translations: [term('Blue', 'Himmelblau')] })
    const order = await guest.getOrder({ id: bought.order!.id })
    expect(order.line_items[0]?.item.title).toBe('Becher Tarn – Blau')
    expect(order.taxes[0]?.title).toBe('MwSt. 19 %')
    const english = await buys(guest, { 'MUG-BLUE': 1 })
    expect(english.line_items[0]?.item.title).toBe('Tarn Mug – Blue')
  })

  test('suggests words, products and categories of the language that is typed in', async () => {
    const { guest } = await aGermanShop(database)
    const suggest = (query: string, language?: string) =>
      guest.suggestSearches({ query, ...(language !== undefined && { language }) })
    expect(await suggest('bec', 'de')).toMatchObject({
      searches: ['becher', 'becher und tassen'],
      products: [{ title: 'Becher Tarn' }],
      categories: [{ handle: 'cups', path: 'Tisch > Becher und Tassen' }],
    })
    expect(await suggest('bec')).toMatchObject({ searches: [], categories: [] })
    expect(await suggest('cup')).toMatchObject({ searches: ['cups'], products: [{ title: 'Tarn Mug' }] })
    expect(await suggest('cup', 'de')).toMatchObject({ searches: [], categories: [] })
    expect((await suggest('tar', 'de')).searches).toEqual(['tarn'])
  })

  test('speaks to its shoppers in the language that they read, in its own words too', async () => {
    const { staff, guest } = await aGermanShop(database)
    const open = [{ from: '10:00', to: '18:00' }]
    const { id: point } = await staff.savePickupPoint({
      pickup_point: {
        title: 'Shop Mitte',
        address: { ...berlin, address_country: 'DE' },
        time_zone: 'Europe/Berlin',
        hours: { mon: open, tue: open },
      },
    })
    const [missing] = (await staff.listTranslations({ language: 'de', type: 'pickup_point' })).translations
    expect(missing).toMatchObject({ id: point, source: { title: 'Shop Mitte' }, missing: ['title'] })
    await staff.saveTranslations({
      translations: [{ type: 'pickup_point', id: point, language: 'de', texts: { title: 'Laden Mitte' } }],
    })
    const { product } = await guest.getProduct({ catalog: { id: 'tarn-mug' } })
    const [item] = product.variants
    const { context } = inGerman
    const line_items = [{ item: { id: item!.id }, quantity: 9 }]
    const cart = await guest.createCart({ cart: { line_items, context, discounts: { codes: ['NONE'] } } })
    expect(cart.messages.map(({ code, content }) => [code, content])).toEqual([
      ['out_of_stock', expect.stringMatching(/^Von Becher Tarn – Blau \(MUG-BLUE\) sind nur noch 5 da\. Setzen Sie/)],
      ['discount_code_invalid', expect.stringMatching(/^Den Rabattcode "NONE" gibt es nicht\./)],
    ])
    expect(cart.totals.map(({ display_text }) => display_text)).toEqual(['Zwischensumme', 'Gesamt'])
    expect(cart.totals.at(-1)!.lines![1]!.display_text).toBe('Enthält VAT 19 %')

    const quantity = 1
    const begun = await guest.createCheckout({
      checkout: {
        context,
        line_items: [{ item: { id: item!.id }, quantity }],
        fulfillment: { methods: [{ type: 'shipping', destinations: [{ ...berlin, postal_code: '109' }] }] },
      },
    })
    expect(begun.messages.map(({ content }) => content)).toEqual([
      'Die Bestellung braucht die E-Mail-Adresse des Käufers. Senden Sie buyer.email.',
      expect.stringMatching(/^"109" ist keine Postleitzahl in Deutschland; dort sehen sie aus wie/),
    ])
    const sent = await guest.updateCheckout({
      id: begun.id,
      checkout: { context, fulfillment: { methods: [{ type: 'shipping', destinations: [berlin] }] } },
    })
    expect(sent.fulfillment.methods[0]!.groups[0]!.options.map(({ description }) => description)).toEqual([
      'Kommt in 2 bis 4 Tagen.',
      'Kommt in 1 Tag.',
    ])
    expect(sent.fulfillment.available_methods![1]).toMatchObject({
      description: 'Laden Mitte: Heute ab 11:00 Uhr abholbereit. Kostenlos.',
    })
    const fetched = await guest.updateCheckout({
      id: begun.id,
      checkout: { context, fulfillment: { methods: [{ type: 'pickup', selected_destination_id: point }] } },
    })
    expect(fetched.fulfillment.methods[0]).toMatchObject({
      destinations: [{ name: 'Laden Mitte', hours: 'Mo–Di 10:00–18:00, Mi–So geschlossen' }],
      groups: [{ options: [{ title: 'Abholung bei Laden Mitte' }] }],
    })
    const paying = await guest.updateCheckout({
      id: begun.id,
      checkout: {
        context,
        buyer: { email: 'ann@example.com' },
        fulfillment: { methods: [{ type: 'pickup', selected_destination_id: point }] },
      },
    })
    const waiting = await guest.completeCheckout({
      id: paying.id,
      checkout: { payment: pays('needs_confirmation') },
    })
    expect(waiting.messages).toMatchObject([{ content: expect.stringMatching(/^Die Zahlung wartet darauf/) }])

    const { messages } = await guest.searchCatalog({ catalog: { query: 'Nichtsda', context } })
    expect(messages).toMatchObject([{ content: expect.stringMatching(/^Nichts im Shop passt/) }])
    const listed = await guest.searchCatalog({ catalog: { facets: ['price', 'available'], context } })
    expect(listed.facets!.map(({ filter, name }) => [filter, name])).toEqual([
      ['price', 'Preis'],
      ['available', 'Verfügbar'],
    ])
    await staff.importProducts({
      products: [{ ...mugs, handle: 'pot', title: 'Pot', variants: [{ ...mugs.variants[0]!, sku: 'POT' }] }],
    })
    const { recommendations } = await guest.recommendProducts({ catalog: { ids: ['tarn-mug'], context } })
    expect(recommendations[0]!.reason).toMatch(
      /^Wie Becher Tarn: auch in .*, auch Material Stoneware, zu einem ähnlichen Preis\.$/,
    )
  })

  test('lists its policies in both, what is asked before buying first', async () => {
    const { guest, staff } = await aGermanShop(database)
    const write = (slug: string, kind: 'terms_of_service' | 'refund_policy' | 'shipping_policy', title: string) =>
      staff.savePolicy({ policy: { slug, kind, title, body: `${title} of the shop.` } })
    expect((await guest.listPolicies({ language: 'de' })).policies).toEqual([])
    await write('a-terms', 'terms_of_service', 'Terms')
    await write('returns', 'refund_policy', 'Returns')
    await write('sending', 'shipping_policy', 'Shipping')
    await staff.saveTranslations({
      translations: [
        { type: 'policy', id: 'returns', language: 'de', texts: { title: 'Rückgabe', body: 'Dreißig Tage.' } },
      ],
    })
    const titles = async (language?: string) =>
      (await guest.listPolicies({ ...(language && { language }) })).policies.map(({ title }) => title)
    expect(await titles('de')).toEqual(['Shipping', 'Rückgabe', 'Terms'])
    expect(await titles()).toEqual(['Shipping', 'Returns', 'Terms'])
    const [first] = (await guest.listPolicies({})).policies
    expect(first).toEqual({
      slug: 'sending',
      kind: 'shipping_policy',
      title: 'Shipping',
      url: 'https://shop.test/policies/sending',
    })
  })

  test('lists its categories and tells of itself in both', async () => {
    const { guest, staff } = await aGermanShop(database)
    await staff.saveStore({ store: { ...(await staff.getStore({})), description: 'Things.' } })
    await staff.saveTranslations({
      translations: [{ type: 'store', id: 'store', language: 'de', texts: { description: 'Dinge.' } }],
    })
    const { categories } = await guest.listCategories({ language: 'de' })
    expect(categories).toMatchObject([
      { handle: 'table', title: 'Tisch', path: 'Tisch' },
      { handle: 'cups', title: 'Becher und Tassen', path: 'Tisch > Becher und Tassen', parent: 'table' },
    ])
    expect((await guest.getStore({ language: 'de' })).description).toBe('Dinge.')
    expect((await guest.getStore({})).description).toBe('Things.')
  })

  test('shows collections in both', async () => {
    const { guest, staff } = await aGermanShop(database)
    const image = { type: 'image' as const, url: '/media/morning.svg', alt_text: 'A table' }
    await staff.saveCollection({
      collection: {
        handle: 'morning',
        title: 'Morning',
        description: { plain: 'For early hours.' },
        image,
        products: ['tarn-mug'],
      },
    })
    const texts = {
      title: 'Am Morgen',
      description: { plain: 'Für frühe Stunden.' },
      seo_title: 'Frühstück',
      alt_texts: { '/media/morning.svg': 'Ein Tisch' },
    }
    await staff.saveTranslations({ translations: [{ type: 'collection', id: 'morning', language: 'de', texts }] })
    const german = {
      title: 'Am Morgen',
      description: { plain: 'Für frühe Stunden.' },
      seo_title: 'Frühstück',
      image: { alt_text: 'Ein Tisch' },
    }
    expect((await guest.getCollection({ id: 'morning', language: 'de' })).collection).toMatchObject(german)
    expect((await guest.listCollections({ language: 'de' })).collections).toMatchObject([german])
    expect((await guest.getCollection({ id: 'morning' })).collection).toMatchObject({ title: 'Morning' })
    const listed = await staff.listTranslations({ language: 'de', type: 'collection' })
    expect(listed.translations).toMatchObject([{ id: 'morning', texts, missing: [] }])
  })

  test('answers from its policies in the language asked for, or in which the question is', async () => {
    const { guest, staff } = await aGermanShop(database)
    const policy = (slug: string, title: string, body: string) =>
      staff.savePolicy({ policy: { slug, kind: 'page', title, body } })
    await policy('returns', 'Returns', '# Returns\n\nSend it back within 30 days. The box matters.')
    await policy('care', 'Care', '# Care\n\nWash the box by hand.')
    const body = '# Rückgabe\n\nSchicken Sie es innerhalb von 30 Tagen zurück.'
    const translation = (texts: { title?: string; body?: string }): Draft => {
      return { type: 'policy', id: 'returns', language: 'de', texts }
    }
    await staff.saveTranslations({ translations: [translation({ title: 'Rückgabe', body })] })
    expect(await guest.getPolicy({ slug: 'returns', language: 'de' })).toMatchObject({ title: 'Rückgabe', body })
    expect(await guest.getPolicy({ slug: 'returns' })).toMatchObject({ title: 'Returns' })
    const asked = async (query: string, language?: string) => {
      const { passages } = await guest.searchStorePolicies({ query, ...(language && { language }) })
      return passages.map(({ policy, title }) => `${policy}: ${title}`)
    }
    expect(await asked('30 Tagen', 'de')).toEqual(['returns: Rückgabe'])
    expect(await asked('box', 'de')).toEqual(['care: Care'])
    expect(await asked('box')).toHaveLength(2)
    expect(await asked('Rückgabe')).toEqual(['returns: Returns'])
    expect(await asked('', 'de')).toEqual(['care: Care', 'returns: Rückgabe'])
    await policy('returns', 'Returns', '# Returns\n\nSend it back within 14 days.')
    expect(await asked('30 Tagen', 'de')).toEqual(['returns: Rückgabe'])
    await staff.saveTranslations({ translations: [translation({ title: '', body: '' })] })
    expect(await asked('14 days', 'de')).toEqual(['returns: Returns'])
    expect(await asked('zurück')).toEqual([])
  })

  test('says what is not translated yet, page by page, until nothing is', async () => {
    const { staff } = await aGermanShop(database)
    const missing = async () => {
      const rows: string[] = []
      let cursor: string | undefined
      do {
        const page = await staff.listTranslations({
          language: 'de',
          missing_only: true,
          pagination: { limit: 2, ...(cursor && { cursor }) },
        })
        rows.push(
          ...page.translations.map(
            ({ type, source, missing: fields }) => `${type} ${Object.values(source)[0]} ${fields}`,
          ),
        )
        cursor = page.pagination.cursor
      } while (cursor)
      return rows.sort()
    }
    expect(await missing()).toEqual([
      'shipping_rate Express title',
      'shipping_rate Standard title',
      'tax_rate VAT 19 % title',
      'term Material title',
    ])
    const all = await staff.listTranslations({ language: 'de', type: 'product' })
    expect(all.translations).toMatchObject([
      { type: 'product', id: 'tarn-mug', source: { title: 'Tarn Mug' }, texts: german[0]!.texts, missing: [] },
    ])
    const page = await staff.listTranslations({ language: 'de', pagination: { limit: 1 } })
    const other = { language: 'fr', pagination: { cursor: page.pagination.cursor! } }
    await expect(staff.listTranslations(other)).rejects.toMatchObject({ code: 'invalid_cursor' })
  })

  test('saves all rows or none, and names what it does not know', async () => {
    const { guest, staff } = await aGermanShop(database)
    const rows: Draft[] = [
      term('Material', 'Werkstoff'),
      { type: 'product', id: 'no-such', language: 'de', texts: { title: 'Nichts' } },
      { type: 'shipping_rate', id: 'nobody', language: 'de', texts: { title: 'Nichts' } },
    ]
    const message = 'There is no product "no-such", shipping rate "nobody". Nothing was saved.'
    await expect(staff.saveTranslations({ translations: rows })).rejects.toMatchObject({ code: 'not_found', message })
    const { product } = await guest.getProduct({ catalog: { id: 'tarn-mug', ...inGerman } })
    expect(product.metadata?.attributes).toEqual({ Material: 'Steinzeug' })
    const wrong = { type: 'category', id: 'table', language: 'de', texts: { body: 'no such text' } } as never
    await expect(staff.saveTranslations({ translations: [wrong] })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(guest.saveTranslations({ translations: german })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('cleans translated html like its own', async () => {
    const { guest, staff } = await aGermanShop(database)
    const html = '<p>Ein <b>Becher</b>.</p><script>alert(1)</script>'
    await staff.saveTranslations({
      translations: [{ type: 'product', id: 'tarn-mug', language: 'de', texts: { description: { html } } }],
    })
    const { product } = await guest.getProduct({ catalog: { id: 'tarn-mug', ...inGerman } })
    expect(product.description).toEqual({ plain: 'Ein Becher.', html: '<p>Ein <b>Becher</b>.</p>' })
  })
})

onBothDatabases('A shop in one language', database => {
  test('answers everybody in it', async () => {
    const { guest, staff } = await aShop(database)
    await staff.importProducts({ products: [mugs] })
    const { product } = await guest.getProduct({ catalog: { id: 'tarn-mug', ...inGerman } })
    expect(product.title).toBe('Tarn Mug')
    expect(await staff.getStore({})).toMatchObject({ default_language: 'en', languages: ['en'] })
  })

  test('may be written in any language, which is one of those it speaks', async () => {
    const { staff } = await aShop(database)
    const store = { ...(await staff.getStore({})), default_language: 'DE', languages: ['en'] }
    await expect(staff.saveStore({ store })).rejects.toThrow('default language')
    const saved = await staff.saveStore({ store: { ...store, languages: ['en', 'de-at', 'de'] } })
    expect(saved).toMatchObject({ default_language: 'de', languages: ['de', 'en', 'de-AT'] })
  })
})
