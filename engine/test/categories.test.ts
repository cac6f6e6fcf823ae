import { expect, test } from 'vitest'
import type { Shop } from '../src/contract.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, aProduct, type TestShop } from './shop.ts'

/** Mugs and bowls below the kitchen, and a spade in the garden. */
async function aKitchen(database: TestDatabase): Promise<TestShop> {
  const shop = await aFurnishedShop(database)
  const shelves = { mug: ['Kitchen > Mugs'], bowl: ['Kitchen > Bowls'], spade: ['Garden'], pot: ['Kitchen', 'Garden'] }
  for (const [handle, categories] of Object.entries(shelves))
    await aProduct(shop.staff, handle, { options: { categories } })
  return shop
}

async function inCategory(shop: Shop, name: string): Promise<string[]> {
  const { products } = await shop.searchCatalog({ catalog: { filters: { categories: [name] } } })
  return products.map(({ handle }) => handle).sort()
}

async function listed(shop: Shop): Promise<string[]> {
  return (await shop.listCategories({})).categories.map(({ path }) => path)
}

onBothDatabases('a category', database => {
  test('is renamed with all below it, keeps its products, and is found by its old handle', async () => {
    const shop = await aKitchen(database)
    await shop.staff.saveCategory({ category: { id: 'kitchen', title: 'Cooking', handle: 'cooking' } })
    expect(await listed(shop.guest)).toEqual(['Cooking', 'Cooking > Bowls', 'Cooking > Mugs', 'Garden'])
    expect(await inCategory(shop.guest, 'Cooking')).toEqual(['bowl', 'mug', 'pot'])
    const old = await shop.guest.searchCatalog({ catalog: { filters: { categories: ['kitchen'] } } })
    expect(old.products).toHaveLength(3)
    expect(old.messages).toMatchObject([{ code: 'moved', content: 'The category "kitchen" is now called "cooking".' }])
    const { product } = await shop.guest.getProduct({ catalog: { id: 'mug' } })
    expect(product.categories).toMatchObject([{ value: 'Cooking > Mugs' }])
    await shop.sweep()
    const found = await shop.guest.searchCatalog({ catalog: { query: 'cooking' } })
    expect(found.products.map(({ handle }) => handle).sort()).toEqual(['bowl', 'mug', 'pot'])
  })

  test('moves under another, and its products leave what is above no longer', async () => {
    const shop = await aKitchen(database)
    const rule = { match: 'all' as const, conditions: [{ field: 'category' as const, value: 'Garden' }] }
    await shop.staff.saveCollection({ collection: { title: 'Outside', rule } })
    await aProduct(shop.staff, 'jug', { options: { categories: ['Kitchen > Mugs', 'Kitchen > Bowls'] } })
    const moved = await shop.staff.saveCategory({ category: { id: 'Kitchen > Mugs', title: 'Mugs', parent: 'garden' } })
    expect(moved).toMatchObject({ path: 'Garden > Mugs', handle: 'mugs', parent: 'garden' })
    expect(await inCategory(shop.guest, 'Garden')).toEqual(['jug', 'mug', 'pot', 'spade'])
    expect(await inCategory(shop.guest, 'Kitchen')).toEqual(['bowl', 'jug', 'pot'])
    const { products } = await shop.staff.getCollectionMembers({ id: 'outside' })
    expect(products.map(({ handle }) => handle).sort()).toEqual(['jug', 'mug', 'pot', 'spade'])
    const back = await shop.staff.saveCategory({ category: { id: moved.id, title: 'Mugs', parent: 'Kitchen' } })
    expect(back.path).toBe('Kitchen > Mugs')
    expect(await inCategory(shop.guest, 'Garden')).toEqual(['pot', 'spade'])
    expect(await inCategory(shop.guest, 'Kitchen')).toEqual(['bowl', 'jug', 'mug', 'pot'])
  })

  test('stands where staff put it, and is hidden with all below while its products stay', async () => {
    const shop = await aKitchen(database)
    await shop.staff.saveCategory({ category: { id: 'kitchen', title: 'Kitchen', position: 2 } })
    await shop.staff.saveCategory({ category: { title: 'Bath', position: 1 } })
    expect(await listed(shop.guest)).toEqual(['Garden', 'Bath', 'Kitchen', 'Kitchen > Bowls', 'Kitchen > Mugs'])
    await shop.staff.saveCategory({ category: { id: 'kitchen', title: 'Kitchen', hidden: true } })
    expect(await listed(shop.guest)).toEqual(['Garden', 'Bath'])
    expect((await shop.staff.listSavedCategories({})).categories.filter(({ hidden }) => hidden)).toHaveLength(3)
    expect(await inCategory(shop.guest, 'Kitchen > Mugs')).toEqual([])
    expect((await shop.guest.getProduct({ catalog: { id: 'mug' } })).product.categories).toBeUndefined()
    await shop.staff.saveCategory({ category: { id: 'kitchen', title: 'Kitchen' } })
    expect(await inCategory(shop.guest, 'Kitchen > Mugs')).toEqual(['mug'])
  })

  test('is refused below itself, in place of another, and with a path for a title', async () => {
    const shop = await aKitchen(database)
    const save = (category: Parameters<typeof shop.staff.saveCategory>[0]['category']) =>
      shop.staff.saveCategory({ category })
    await expect(save({ id: 'kitchen', title: 'Kitchen', parent: 'mugs' })).rejects.toMatchObject({
      message: '"Kitchen > Mugs" is below "Kitchen", so it cannot be above it.',
    })
    await expect(save({ id: 'mugs', title: 'bowls', parent: 'kitchen' })).rejects.toMatchObject({ code: 'duplicate' })
    await expect(save({ id: 'mugs', title: 'Mugs', handle: 'garden' })).rejects.toMatchObject({ code: 'duplicate' })
    await expect(save({ title: 'A > B' })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(save({ id: 'attic', title: 'Attic' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listed(shop.guest)).toEqual(['Garden', 'Kitchen', 'Kitchen > Bowls', 'Kitchen > Mugs'])
  })

  test('takes its translations along, and those of all below it', async () => {
    const shop = await aKitchen(database)
    const store = await shop.staff.getStore({})
    await shop.staff.saveStore({ store: { ...store, languages: ['en', 'de'] } })
    const told = (id: string, title: string) => ({ type: 'category' as const, id, language: 'de', texts: { title } })
    await shop.staff.saveTranslations({ translations: [told('Kitchen', 'Küche'), told('Kitchen > Mugs', 'Becher')] })
    await shop.staff.saveCategory({ category: { id: 'kitchen', title: 'Kitchen', parent: 'Garden' } })
    const { categories } = await shop.guest.listCategories({ language: 'de' })
    expect(categories.map(({ path }) => path)).toContain('Garden > Küche > Becher')
  })
})
