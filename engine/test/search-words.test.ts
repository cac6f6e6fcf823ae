import { expect, test } from 'vitest'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, type TestShop } from './shop.ts'

type Product = Parameters<TestShop['staff']['importProducts']>[0]['products'][number]

const shelf: Partial<Product>[] = [
  { title: 'Corner Sofa', brand: 'Elm Street', product_type: 'Living Room Sofa', categories: ['Seating'] },
  { title: 'Three Seat Couch', product_type: 'Couch', categories: ['Seating'] },
  { title: 'Oak Stool', product_type: 'Stool', description: { plain: 'As soft as a sofa.' } },
  { title: 'Laptop 14 pro', product_type: 'Laptop' },
  { title: 'Ruled Notebook', product_type: 'Paper' },
  { title: 'Stick Mixer', product_type: 'Kitchen Tool' },
  { title: 'Hand Cream', product_type: 'Care' },
  { title: 'OLED Television 55"', product_type: 'Television' },
  { title: 'Disk 1 TB', attributes: { Connector: 'USB-C' } },
  { title: 'Carafe 2.5 l', product_type: 'Carafe' },
  { title: 'Bottle 500ml', product_type: 'Bottle' },
  { title: 'Headphones WH-1000XM4', product_type: 'Headphones' },
  { title: 'Water Kettle', attributes: { Model: 'KD-1200QT4' } },
]

async function openShop(database: TestDatabase): Promise<TestShop> {
  const shop = await aFurnishedShop(database)
  await shop.staff.importProducts({ products: shelf.map(product => productOf(product)) })
  return shop
}

const productOf = (product: Partial<Product>): Product => ({
  title: 'Thing',
  variants: [{ prices: [{ currency: 'EUR', amount: 1000 }] }],
  ...product,
})

async function found(shop: TestShop, query = ''): Promise<string[]> {
  const { products } = await shop.guest.searchCatalog({ catalog: { query } })
  return products.map(product => product.title)
}

async function codes(shop: TestShop, query: string): Promise<string[]> {
  const { messages = [] } = await shop.guest.searchCatalog({ catalog: { query } })
  return messages.map(({ code }) => code ?? '')
}

onBothDatabases('Synonyms', database => {
  test('find each other’s products, a little below those that are called so', async () => {
    const shop = await openShop(database)
    expect(await found(shop, 'settee')).toEqual([])
    const { synonyms } = await shop.staff.saveSynonyms({ synonyms: [{ words: ['sofa', 'couch', 'settee'] }] })
    expect(await found(shop, 'settees')).toEqual(['Corner Sofa', 'Three Seat Couch', 'Oak Stool'])
    expect((await found(shop, 'couch'))[0]).toBe('Three Seat Couch')
    expect((await found(shop, 'sofa'))[0]).toBe('Corner Sofa')
    expect(await found(shop, 'corner couch')).toContain('Corner Sofa')
    const { removed } = await shop.staff.removeSynonyms({ ids: [synonyms[0]!.id, 'syn_gone'] })
    expect(removed).toEqual([synonyms[0]!.id])
    expect(await found(shop, 'settee')).toEqual([])
  })

  test('hold one way where they say so', async () => {
    const shop = await openShop(database)
    await shop.staff.saveSynonyms({ synonyms: [{ words: ['notebook'], means: ['laptop'] }] })
    expect(await found(shop, 'notebook')).toEqual(['Ruled Notebook', 'Laptop 14 pro'])
    expect(await found(shop, 'laptop')).toEqual(['Laptop 14 pro'])
  })

  test('may have several words on both sides', async () => {
    const shop = await openShop(database)
    await shop.staff.saveSynonyms({ synonyms: [{ words: ['hand blender', 'stick mixer'] }] })
    expect((await found(shop, 'hand blender'))[0]).toBe('Stick Mixer')
    expect(await codes(shop, 'hand blender')).not.toContain('words_dropped')
    expect(await found(shop, 'blender')).toEqual([])
  })

  test('are never followed on to the synonyms of a synonym', async () => {
    const shop = await openShop(database)
    await shop.staff.saveSynonyms({
      synonyms: [{ words: ['settee', 'couch'] }, { words: ['couch', 'stool'] }, { words: ['stool', 'settle'] }],
    })
    expect(await found(shop, 'settee')).toEqual(['Three Seat Couch'])
  })

  test('are replaced under their id, listed page by page, and refused where they cannot be looked up', async () => {
    const shop = await openShop(database)
    const { synonyms } = await shop.staff.saveSynonyms({
      synonyms: [{ words: ['sofa', 'couch'] }, { words: ['stool', 'perch'] }, { words: ['a'], means: ['b'] }],
    })
    const { id } = synonyms[0]!
    await shop.staff.saveSynonyms({ synonyms: [{ id, words: ['sofa', 'davenport'] }] })
    expect(await found(shop, 'davenport')).toContain('Corner Sofa')
    const first = await shop.staff.listSynonyms({ pagination: { limit: 2 } })
    const { cursor = '' } = first.pagination
    const second = await shop.staff.listSynonyms({ pagination: { limit: 2, cursor } })
    const words = [...first.synonyms, ...second.synonyms].map(one => one.words.join(' '))
    expect(words.sort()).toEqual(['a', 'sofa davenport', 'stool perch'])
    expect(second.pagination.has_next_page).toBe(false)
    const save = (words: string[], rest = {}) => shop.staff.saveSynonyms({ synonyms: [{ words, ...rest }] })
    await expect(save(['x', 'y'], { id: 'syn_gone' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(save(['one two three four five', 'y'])).rejects.toMatchObject({ code: 'limit_exceeded' })
    await expect(save(['…', 'y'])).rejects.toMatchObject({ code: 'limit_exceeded' })
    await expect(save(['alone'])).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(shop.guest.saveSynonyms({ synonyms: [{ words: ['x', 'y'] }] })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

onBothDatabases('Measures and model names', database => {
  test.each<[string, string]>([
    ['55 inch television', 'OLED Television 55"'],
    ['55" television', 'OLED Television 55"'],
    ['55in', 'OLED Television 55"'],
    ['55-inch', 'OLED Television 55"'],
    ['55 inches', 'OLED Television 55"'],
    ['1tb', 'Disk 1 TB'],
    ['1 tb disk', 'Disk 1 TB'],
    ['usb-c', 'Disk 1 TB'],
    ['usbc', 'Disk 1 TB'],
    ['usb c disk', 'Disk 1 TB'],
    ['2,5 l', 'Carafe 2.5 l'],
    ['carafe 2.5l', 'Carafe 2.5 l'],
    ['500 ml', 'Bottle 500ml'],
    ['500 millilitres', 'Bottle 500ml'],
    ['wh-1000xm4', 'Headphones WH-1000XM4'],
    ['wh1000xm4', 'Headphones WH-1000XM4'],
    ['1000xm4', 'Headphones WH-1000XM4'],
    ['wh 1000', 'Headphones WH-1000XM4'],
    ['kd-1200qt4', 'Water Kettle'],
    ['kd1200qt4', 'Water Kettle'],
    ['1200qt4', 'Water Kettle'],
    ['kd 1200', 'Water Kettle'],
  ])('%s finds the %s', async (query, title) => {
    const shop = await openShop(database)
    expect((await found(shop, query))[0]).toBe(title)
  })
})

onBothDatabases('Misspelt words', database => {
  test.each<[string, string]>([
    ['ofa', 'Corner Sofa'],
    ['xofa', 'Corner Sofa'],
    ['osfa', 'Corner Sofa'],
    ['televsion', 'OLED Television 55"'],
    ['tleevision', 'OLED Television 55"'],
    ['stickmixer', 'Stick Mixer'],
    ['oakstool', 'Oak Stool'],
    ['creme hand', 'Hand Cream'],
  ])('%s finds the %s', async (query, title) => {
    const shop = await openShop(database)
    expect((await found(shop, query))[0]).toBe(title)
  })
})

onBothDatabases('A search that nothing fits', database => {
  test('leaves out the least telling word first, and names it', async () => {
    const shop = await openShop(database)
    const { products, messages } = await shop.guest.searchCatalog({ catalog: { query: 'oak stool television' } })
    expect(products[0]?.title).toBe('Oak Stool')
    expect(messages).toMatchObject([{ code: 'words_dropped', content: expect.stringContaining('"television"') }])
    expect((await found(shop, 'qqq zzz carafe'))[0]).toBe('Carafe 2.5 l')
  })

  test('puts the spelling right before it leaves anything out', async () => {
    const shop = await openShop(database)
    expect(await codes(shop, 'oka stool televsion')).toEqual([
      'spelling_corrected',
      'spelling_corrected',
      'words_dropped',
    ])
  })

  test('leaves out what it only guesses before a word that somebody wrote', async () => {
    const shop = await openShop(database)
    const { products, messages } = await shop.guest.searchCatalog({ catalog: { query: 'creem stik carafe' } })
    expect(products[0]?.title).toBe('Carafe 2.5 l')
    expect(messages?.find(({ code }) => code === 'words_dropped')?.content).not.toContain('"carafe"')
  })

  test('shows what is called alike where no word is known', async () => {
    const shop = await openShop(database)
    expect(await found(shop, 'televisionary')).toEqual(['OLED Television 55"'])
    expect(await codes(shop, 'televisionary')).toEqual(['similar_shown'])
    const { facets } = await shop.guest.searchCatalog({ catalog: { query: 'televisionary', facets: ['price'] } })
    expect(facets).toMatchObject([{ filter: 'price', name: 'Price' }])
  })

  test('says that nothing is called so where it is only mentioned, and that nothing fits where it is not', async () => {
    const shop = await openShop(database)
    expect(await codes(shop, 'soft')).toEqual(['only_mentioned'])
    expect(await codes(shop, 'books vans')).toEqual(['no_results'])
    expect(await found(shop, 'books')).toEqual([])
  })
})

onBothDatabases('Suggestions while typing', database => {
  const searches = async (shop: TestShop, query: string) => (await shop.guest.suggestSearches({ query })).searches

  test('complete a word to what products are called, with products and categories', async () => {
    const shop = await openShop(database)
    expect(await shop.guest.suggestSearches({ query: 'Sea' })).toMatchObject({
      searches: ['seat'],
      products: [{ title: expect.stringMatching(/Sofa|Couch/) }, { title: expect.stringMatching(/Sofa|Couch/) }],
      categories: [{ path: 'Seating' }],
    })
    expect(await searches(shop, 'tele')).toEqual(['television'])
    expect(await searches(shop, 'so')).not.toContain('soft')
  })

  test('begin with one letter, go on over several words, and end with what was not finished', async () => {
    const shop = await openShop(database)
    expect((await searches(shop, 's')).length).toBeGreaterThan(2)
    expect(await searches(shop, 'living ro')).toContain('living room sofa')
    expect(await searches(shop, 'oak st')).toEqual(['oak stool'])
    expect(await searches(shop, 'stool ')).toEqual(['stool'])
  })

  test('forgive typing errors, and suggest nothing that finds nothing', async () => {
    const shop = await openShop(database)
    expect(await searches(shop, 'televsion')).toEqual(['television'])
    expect(await searches(shop, 'oka stoo')).toEqual(['oak stool'])
    expect(await searches(shop, 'zzz')).toEqual([])
    expect(await searches(shop, '')).toEqual([])
    for (const query of ['s', 'h', 'oak ', 'corner s']) {
      for (const search of await searches(shop, query)) expect(await found(shop, search), search).not.toEqual([])
    }
  })
})
