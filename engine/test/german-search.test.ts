import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aShop } from './shop.ts'

const settings = { default_currency: 'EUR', currencies: ['EUR'], default_country: 'DE', prices_include_tax: true }

onBothDatabases('A search by who reads German', database => {
  const shopOf = async (languages: { default_language: string; languages: string[] }, titles: readonly string[]) => {
    const shop = await aShop(database)
    await shop.staff.saveStore({ store: { name: 'Laden', ...settings, ...languages } })
    const variants = [{ prices: [{ currency: 'EUR', amount: 900 }] }]
    await shop.staff.importProducts({ products: titles.map(title => ({ title, variants })) })
    const find = async (query: string, language: string) => {
      const found = await shop.guest.searchCatalog({ catalog: { query, context: { language } } })
      return { titles: found.products.map(({ title }) => title), codes: found.messages?.map(({ code }) => code) ?? [] }
    }
    return { shop, find }
  }

  test('finds what a German shop calls so in another form, and passes over little words', async () => {
    const { find } = await shopOf({ default_language: 'de', languages: ['de'] }, ['Rote Tasse', 'Wasserglas'])
    expect(await find('Tassen', 'de')).toEqual({ titles: ['Rote Tasse'], codes: [] })
    expect(await find('ich suche eine rote Tasse für meine Mutter', 'de')).toMatchObject({ titles: ['Rote Tasse'] })
    expect(await find('roter Tassen', 'de')).toEqual({ titles: ['Rote Tasse'], codes: [] })
  })

  test('finds by a translation, which does not change what is found in English', async () => {
    const { shop, find } = await shopOf({ default_language: 'en', languages: ['en', 'de'] }, ['Red cup', 'Bed'])
    const { products } = await shop.guest.searchCatalog({ catalog: {} })
    const inGerman = (title: string, german: string) => ({
      type: 'product' as const,
      id: products.find(product => product.title === title)!.id,
      language: 'de',
      texts: { title: german },
    })
    await shop.staff.saveTranslations({ translations: [inGerman('Red cup', 'Rote Tasse'), inGerman('Bed', 'Bett')] })
    expect(await find('Tassen', 'de')).toEqual({ titles: ['Rote Tasse'], codes: [] })
    expect(await find('Betten', 'de')).toEqual({ titles: ['Bett'], codes: [] })
    expect((await find('better cup', 'en')).titles).toEqual(['Red cup'])
    expect((await find('cups', 'en')).titles).toEqual(['Red cup'])
  })
})
