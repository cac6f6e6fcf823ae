import { describe, expect, test, vi } from 'vitest'
import { onBothDatabases, onSqlite } from '../../test/databases.ts'
import { berlin, checkoutOf, chosen, type Language, languages, readers, theDemo } from '../../test/demo-shop.ts'
import { pays, type TestShop, totalOf } from '../../test/shop.ts'
import type { InputOf } from '../contract.ts'

type Search = InputOf<'search_catalog'>['catalog']

const asked = (shop: TestShop, catalog: Search, language: Language) =>
  shop.guest.searchCatalog({ catalog: { ...catalog, context: { language, ...catalog.context } } })

const found = async (shop: TestShop, query: string, language: Language) =>
  (await asked(shop, { query }, language)).products.map(({ handle }) => handle)

/** What each search finds first. */
type Findings = Readonly<Record<Language, Readonly<Record<string, string>>>>

async function expectFirst(shop: TestShop, findings: Findings): Promise<void> {
  for (const language of languages) {
    for (const [query, handle] of Object.entries(findings[language])) {
      expect((await found(shop, query, language))[0], `${query} (${language})`).toBe(handle)
    }
  }
}

/** By what stands where. */
const fields: Findings = {
  en: {
    'lambswool throw': 'wool-throw',
    planner: 'open-week-planner',
    bath: 'waffle-towel',
    'borosilicate glass': 'double-wall-glass',
    'cedar smoke': 'scented-candle',
    'TRN-MUG-CHA-250': 'tarn-mug',
    teasels: 'wool-throw',
  },
  de: {
    'becher tarn': 'tarn-mug',
    planer: 'open-week-planner',
    bad: 'waffle-towel',
    borosilikatglas: 'double-wall-glass',
    zedernrauch: 'scented-candle',
    'TRN-MUG-CHA-250': 'tarn-mug',
    karden: 'wool-throw',
  },
}

onBothDatabases('Searching the demo shop', database => {
  test('looks into title, brand, type, category, attributes, options, sku and description, in both languages', async () => {
    const shop = await theDemo(database)
    await expectFirst(shop, fields)
    const northlight = ['bell-pendant', 'heron-desk-lamp', 'quarter-clock', 'table-lantern']
    for (const language of languages) expect((await found(shop, 'northlight', language)).sort()).toEqual(northlight)
  })
})

describe('Searching the demo shop', () => {
  const database = onSqlite()

  test('finds other forms of a word, its beginning, and what was misspelt', async () => {
    await expectFirst(await theDemo(database), {
      en: {
        umbrellas: 'stick-umbrella',
        planners: 'open-week-planner',
        umbrel: 'stick-umbrella',
        kettel: 'gooseneck-kettle',
      },
      de: {
        regenschirme: 'stick-umbrella',
        teekannen: 'lake-teapot',
        kissens: 'hemp-cushion',
        regensch: 'stick-umbrella',
        wasserkoher: 'gooseneck-kettle',
      },
    })
  })

  test('knows measures, connectors and model names', async () => {
    await expectFirst(await theDemo(database), {
      en: {
        '15 inch laptop': 'day-backpack',
        '15"': 'day-backpack',
        'usb-c': 'table-lantern',
        'usb c': 'table-lantern',
        'kd-1200xm4': 'gooseneck-kettle',
        'kd 1200xm4': 'gooseneck-kettle',
        kd1200xm4: 'gooseneck-kettle',
        '1200 watts': 'gooseneck-kettle',
        '350ml enamel': 'camp-mug',
        'teapot 0.7 l': 'lake-teapot',
      },
      de: {
        '15 zoll laptop': 'day-backpack',
        'usb-c': 'table-lantern',
        'kd-1200xm4': 'gooseneck-kettle',
        '350 ml emaille': 'camp-mug',
        'teekanne 0,7 l': 'lake-teapot',
      },
    })
  })

  test('completes what is typed, in the buyer’s language', async () => {
    const { guest } = await theDemo(database)
    const completed = async (query: string, language: string) =>
      (await guest.suggestSearches({ query, language })).searches
    expect(await completed('linen n', 'en')).toEqual(['linen napkins'])
    expect(await completed('leinens', 'de')).toEqual(['leinenservietten'])
    const { products, categories } = await guest.suggestSearches({ query: 'tea' })
    expect([products[0]?.handle, categories[0]?.path]).toEqual(['evening-tea', 'Pantry > Tea'])
  })

  test('follows the merchant’s synonyms until they are taken back', async () => {
    const shop = await theDemo(database)
    await expectFirst(shop, {
      en: { brolly: 'stick-umbrella', blanket: 'wool-throw', beaker: 'tarn-mug' },
      de: { haferl: 'tarn-mug', decke: 'wool-throw' },
    })
    const { synonyms } = await shop.staff.listSynonyms({})
    const ids = synonyms.filter(({ words }) => words.includes('brolly') || words.includes('haferl')).map(({ id }) => id)
    await shop.staff.removeSynonyms({ ids })
    expect(await found(shop, 'brolly', 'en')).toEqual([])
    expect(await found(shop, 'haferl', 'de')).not.toContain('tarn-mug')
  })

  test('filters by attributes with their units, under the name in either language', async () => {
    const shop = await theDemo(database)
    const names = {
      en: { holds: 'Capacity', colour: 'Colour', moss: 'Moss', seven: '0.7 l' },
      de: { holds: 'Fassungsvermögen', colour: 'Farbe', moss: 'Moos', seven: '0,7 l' },
    }
    for (const language of languages) {
      const { holds, colour, moss, seven } = names[language]
      const within = async (attributes: NonNullable<Search['filters']>['attributes']) =>
        (await asked(shop, { filters: { categories: ['Kitchen > Mugs'], attributes } }, language)).products
          .map(({ handle }) => handle)
          .sort()
      expect(await within([{ name: holds, min: 300, max: 400, unit: 'ml' }])).toEqual([
        'camp-mug',
        'double-wall-glass',
        'tarn-mug',
      ])
      expect(await within([{ name: holds, min: 0.3, max: 0.4, unit: 'l' }])).toEqual([
        'camp-mug',
        'double-wall-glass',
        'tarn-mug',
      ])
      expect(
        await within([
          { name: holds, min: 300, max: 400, unit: 'ml' },
          { name: colour, values: [moss] },
        ]),
      ).toEqual(['tarn-mug'])
      const teapots = { categories: ['Kitchen > Coffee & Tea'], attributes: [{ name: holds, values: [seven] }] }
      expect((await asked(shop, { filters: teapots }, language)).products).toMatchObject([{ handle: 'lake-teapot' }])
    }
  })

  test.each(readers)(
    'counts facets within the other filters ($language, $currency)',
    async ({ language, currency }) => {
      const shop = await theDemo(database)
      const facets = async (filters: Search['filters']) => {
        const answer = await asked(shop, { filters, facets: true, context: { currency } }, language)
        const counts = (filter: string, name?: string) =>
          Object.fromEntries(
            answer.facets
              ?.find(facet => facet.filter === filter && (name === undefined || facet.name === name))
              ?.values?.map(({ value, count }) => [value, count]) ?? [],
          )
        return { counts, price: answer.facets?.find(({ filter }) => filter === 'price'), total: answer.products.length }
      }
      const colour = { en: { name: 'Colour', value: 'Navy' }, de: { name: 'Farbe', value: 'Marineblau' } }[language]
      const mugs = await facets({ categories: ['Kitchen > Mugs'] })
      expect([mugs.total, mugs.counts('brands')]).toEqual([
        4,
        { 'Tarn Pottery': 2, Petrel: 1, 'Kessel & Daughters': 1 },
      ])
      expect(mugs.price).toMatchObject({
        currency,
        min: { EUR: 1400, USD: 1500 }[currency],
        max: { EUR: 3200, USD: 3400 }[currency],
      })
      const ofTarn = await facets({ categories: ['Kitchen > Mugs'], brands: ['Tarn Pottery'] })
      expect(ofTarn.counts('brands')).toEqual(mugs.counts('brands'))
      expect([
        mugs.counts('attributes', colour.name)[colour.value],
        ofTarn.counts('attributes', colour.name)[colour.value],
      ]).toEqual([1, undefined])
      expect(ofTarn.price).toMatchObject({ min: { EUR: 1800, USD: 1950 }[currency] })
    },
  )

  test.each(readers)('sorts by what is asked ($language, $currency)', async ({ language, currency }) => {
    const shop = await theDemo(database)
    const categories = ['Home > Lighting', 'Home > Candles', 'Home > Blankets & Cushions']
    const sorted = async (sort: Search['sort'], filters: Search['filters'] = { categories }) =>
      (await asked(shop, { sort, filters, context: { currency } }, language)).products.map(({ handle }) => handle)
    const cheapFirst = [
      'beeswax-candles',
      'scented-candle',
      'hemp-cushion',
      'table-lantern',
      'wool-throw',
      'heron-desk-lamp',
      'bell-pendant',
    ]
    expect(await sorted('price_ascending')).toEqual(cheapFirst)
    expect(await sorted('price_descending')).toEqual(cheapFirst.toReversed())
    expect((await sorted('discount')).slice(0, 2)).toEqual(['wool-throw', 'table-lantern'])
    expect((await sorted('title'))[0]).toBe('beeswax-candles')
    expect((await sorted('newest'))[0]).toBe('hemp-cushion')
    const slow = ['tarn-mug', 'lake-teapot', 'tarn-breakfast-bowl', 'house-blend-coffee', 'linen-napkins']
    expect(await sorted('manual', { collections: ['slow-morning'] })).toEqual(slow)
    const ready = await chosen(
      shop.guest,
      await checkoutOf(shop.guest, { 'NLT-LAN-PIN': 1 }, berlin, { context: { currency } }),
    )
    await shop.guest.completeCheckout({ id: ready.id, checkout: { payment: pays() }, expected_total: totalOf(ready) })
    await vi.waitFor(async () => expect((await sorted('best_selling'))[0]).toBe('table-lantern'), { timeout: 10_000 })
  })

  test('shows first what is pinned to a query and last what is buried', async () => {
    const shop = await theDemo(database)
    const all = async (query: string, language: Language) =>
      (await asked(shop, { query, pagination: { limit: 50 } }, language)).products.map(({ handle }) => handle)
    for (const [language, query] of [
      ['en', 'gift'],
      ['de', 'geschenk'],
    ] as const) {
      const listed = await all(query, language)
      expect([listed[0], listed.at(-1)], query).toEqual(['beeswax-candles', 'gift-wrapping'])
      await shop.staff.pinResults({ list: { query } })
      expect(await all(query, language)).not.toEqual(listed)
    }
  })

  test('goes on in stated steps where nothing has all the words', async () => {
    const shop = await theDemo(database)
    const steps = {
      en: {
        'stoneware mug spaceship': ['words_dropped', 'tarn-mug'],
        lambswol: ['spelling_corrected', 'wool-throw'],
        lambskin: ['similar_shown', 'wool-throw'],
      },
      de: {
        'steinzeug becher raumschiff': ['words_dropped', 'tarn-mug'],
        emailebecher: ['spelling_corrected', 'camp-mug'],
        lammwolldecke: ['similar_shown', 'wool-throw'],
      },
    }
    for (const language of languages) {
      for (const [query, [code, handle]] of Object.entries(steps[language])) {
        const { products, messages } = await asked(shop, { query }, language)
        expect([messages?.map(message => message.code), products[0]?.handle], query).toEqual([
          expect.arrayContaining([code]),
          handle,
        ])
      }
      const { products, messages } = await asked(shop, { query: 'zzzqqq' }, language)
      expect([products, messages?.map(({ code }) => code)]).toEqual([[], ['no_results']])
    }
  })
})
