import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { collectionIdsOf, collectionsNamed, saveCollection, saveProduct } from './index.ts'

onBothDatabases('later rooms', database => {
  test('ask which collections hold a product now, shown or not, and which names buyers may use', async () => {
    const storage = await database.open()
    const draft = { handle: 'mug', title: 'Mug', variants: [{}] }
    const mug = await storage.write(tx => saveProduct(tx, { product: draft }))
    const save = (handle: string, more = {}) =>
      storage.write(tx => saveCollection(tx, { collection: { handle, title: handle, products: ['mug'], ...more } }))
    const table = await save('table')
    const later = await save('later', { publish_at: '2999-01-01T00:00:00Z' })
    await save('empty', { products: [] })
    const ids = await storage.read(tx => collectionIdsOf(tx, [mug.id, 'prd_none']))
    expect(ids).toEqual(new Map([[mug.id, expect.arrayContaining([table.id, later.id])]]))
    const named = await storage.read(tx => collectionsNamed(tx, ['table', later.id, 'later', 'nil']))
    expect([...named.keys()]).toEqual(['table'])
  })
})
