import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import type { Input } from '../shared/operation.ts'
import type { Storage, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { ambiguousProducts, policyLinks, sellableVariants } from './index.ts'
import { archiveProduct, getPolicy, listCategories, savePolicy, saveProduct, searchStorePolicies } from './use-cases.ts'

type Draft = Input<typeof contract.saveProduct>['product']

const colours = (...labels: string[]) =>
  labels.map(label => ({ sku: `MUG-${label.toUpperCase()}`, options: [{ name: 'Color', label }] }))

const mug = (changes: Partial<Draft> = {}): Draft => ({
  handle: 'mug',
  title: 'Enamel Mug',
  description: { html: '<p>A <b>sturdy</b> mug.</p><script>alert(1)</script>' },
  brand: 'Northfield',
  tags: ['camping'],
  categories: ['Kitchen > Mugs'],
  attributes: { material: 'steel', care: 'hand wash' },
  variants: colours('Red', 'Blue'),
  ...changes,
})

const save = (storage: Storage, product: Draft) => storage.write(tx => saveProduct(tx, { product }))

onBothDatabases('a product', database => {
  test('reads back as it was saved', async () => {
    const storage = await database.open()
    const saved = await save(storage, mug())
    expect(saved).toMatchObject({
      handle: 'mug',
      status: 'active',
      categories: ['Kitchen > Mugs'],
      version: 1,
      variants: [
        { sku: 'MUG-RED', title: 'Red' },
        { sku: 'MUG-BLUE', title: 'Blue' },
      ],
    })
  })

  test('keeps the ids of its variants when it is replaced, whatever else changes', async () => {
    const storage = await database.open()
    const first = await save(storage, mug())
    const [red, blue] = first.variants
    const second = await save(
      storage,
      mug({
        title: 'Enamel Cup',
        variants: [
          { sku: 'NEW', options: [{ name: 'Color', label: 'Green' }] },
          { id: blue!.id, sku: 'MUG-RED', options: [{ name: 'Color', label: 'Navy' }] },
          { sku: 'MUG-BLUE', options: [{ name: 'Color', label: 'Red' }] },
        ],
      }),
    )
    expect(second.id).toBe(first.id)
    expect(second.version).toBe(2)
    expect(second.variants[1]).toMatchObject({ id: blue!.id, sku: 'MUG-RED', title: 'Navy' })
    expect(second.variants[2]).toMatchObject({ id: red!.id, sku: 'MUG-BLUE', title: 'Red' })
  })

  test('archives variants that are not named any more and brings them back under their old id', async () => {
    const storage = await database.open()
    const first = await save(storage, mug())
    const [red, blue] = first.variants
    const second = await save(storage, mug({ variants: colours('Blue') }))
    expect(second.variants.map(variant => variant.id)).toEqual([blue!.id])
    expect(await storage.read(tx => sellableVariants(tx, [red!.id]))).toEqual(new Map())
    const third = await save(storage, mug())
    expect(third.variants.map(variant => variant.id)).toEqual([red!.id, blue!.id])
  })

  test('gives up the sku of an archived variant', async () => {
    const storage = await database.open()
    await save(storage, mug())
    await save(storage, mug({ variants: colours('Blue') }))
    const other = await save(storage, mug({ handle: 'red-mug', variants: [{ sku: 'MUG-RED' }] }))
    expect(other.variants[0]?.sku).toBe('MUG-RED')
  })

  test.each<[string, Partial<Draft>, string, RegExp]>([
    ['a sku of another product', { handle: 'cup', variants: [{ sku: 'MUG-RED' }] }, 'duplicate', /"MUG-RED".*"mug"/],
    ['one sku twice', { handle: 'cup', variants: [...colours('Red'), ...colours('Red')] }, 'duplicate', /sku MUG-RED/],
    [
      'one combination of options twice',
      { variants: [{ options: [{ name: 'Size', label: 'L' }] }, { options: [{ name: 'Size', label: 'L' }] }] },
      'invalid_input',
      /same options L/,
    ],
    [
      'a variant without an option that the others have',
      { variants: [...colours('Red'), {}] },
      'invalid_input',
      /no Color/,
    ],
    ['an id that does not exist', { id: 'prd_nothing' }, 'not_found', /prd_nothing/],
    ['a variant of nobody', { variants: [{ id: 'var_nothing' }] }, 'not_found', /var_nothing/],
  ])('is refused with %s, and nothing changes', async (_, changes, code, message) => {
    const storage = await database.open()
    const before = await save(storage, mug())
    const refused = save(storage, mug(changes))
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
    const found = await storage.read(tx => sellableVariants(tx, ['MUG-RED', 'MUG-BLUE']))
    expect([...found.values()].map(variant => variant.variantId).sort()).toEqual(
      before.variants.map(variant => variant.id).sort(),
    )
  })

  test('refuses a handle that another product has', async () => {
    const storage = await database.open()
    const saved = await save(storage, mug())
    await save(storage, mug({ handle: 'cup', title: 'Cup', variants: [{}] }))
    await expect(save(storage, mug({ id: saved.id, handle: 'cup' }))).rejects.toMatchObject({
      code: 'duplicate',
      message: expect.stringMatching(/"cup".*"Cup"/),
    })
  })

  test('gets a handle of its own from its title', async () => {
    const storage = await database.open()
    const titles = ['Bläue Tasse!', 'Bläue Tasse!', '🫖', '???']
    const handles: string[] = []
    for (const title of titles) handles.push((await save(storage, { title, variants: [{}] })).handle)
    expect(handles).toEqual(['blaue-tasse', 'blaue-tasse-2', 'item', 'item-2'])
  })

  test('is archived once and can be saved back', async () => {
    const storage = await database.open()
    const { id, variants } = await save(storage, mug())
    const archived = await storage.write(tx => archiveProduct(tx, { id }))
    expect(archived).toMatchObject({ status: 'archived', version: 2 })
    expect(await storage.write(tx => archiveProduct(tx, { id }))).toEqual(archived)
    expect(await storage.read(tx => sellableVariants(tx, [variants[0]!.id]))).toEqual(new Map())
    expect(await save(storage, mug())).toMatchObject({ id, status: 'active', version: 3 })
    await expect(storage.write(tx => archiveProduct(tx, { id: 'prd_nothing' }))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('tells what happened to it', async () => {
    const storage = await database.open()
    const types: string[] = []
    await storage.write(async tx => {
      const watched: Tx = Object.create(tx, { emit: { value: async (type: string) => types.push(type) } })
      const { id } = await saveProduct(watched, { product: mug() })
      await archiveProduct(watched, { id })
    })
    expect(types).toEqual(['product.saved', 'product.archived'])
  })

  test('has up to 2,000 variants', async () => {
    const storage = await database.open()
    const variants = Array.from({ length: 2000 }, (_, index) => ({
      sku: `S-${index}`,
      options: [
        { name: 'A', label: `a${index % 50}` },
        { name: 'B', label: `b${Math.floor(index / 50)}` },
      ],
    }))
    const saved = await save(storage, mug({ variants }))
    const again = await save(storage, mug({ variants: [...variants].reverse() }))
    expect(again.variants.map(variant => variant.id)).toEqual(saved.variants.map(variant => variant.id).reverse())
  })
})

onBothDatabases('a cart', database => {
  test('finds what it sells by variant id, by sku and by a product that comes in one kind', async () => {
    const storage = await database.open()
    const media = [{ type: 'image' as const, url: 'https://shop.example/mug.png' }]
    const { variants, id } = await save(storage, mug({ media }))
    const single = await save(storage, {
      title: 'Teapot',
      variants: [{ options: [{ name: 'Title', label: 'Default Title' }] }],
    })
    const red = variants[0]!.id
    const found = await storage.read(tx => sellableVariants(tx, [red, 'MUG-BLUE', single.id, 'teapot', id, 'nothing']))
    expect([...found.keys()].sort()).toEqual([red, 'MUG-BLUE', single.id, 'teapot'].sort())
    expect(found.get(red)).toEqual({
      variantId: red,
      productId: id,
      productTitle: 'Enamel Mug',
      title: 'Enamel Mug – Red',
      sku: 'MUG-RED',
      imageUrl: 'https://shop.example/mug.png',
      taxClass: 'standard',
      requiresShipping: true,
      shippingClass: 'standard',
    })
    expect(found.get('teapot')?.title).toBe('Teapot')
    expect(await storage.read(tx => ambiguousProducts(tx, [id, single.id]))).toEqual(
      new Map([[id, variants.map(variant => ({ variantId: variant.id, title: variant.title }))]]),
    )
  })

  test('is not sold drafts', async () => {
    const storage = await database.open()
    const { variants } = await save(storage, mug({ status: 'draft' }))
    expect(
      await storage.read(tx =>
        sellableVariants(
          tx,
          variants.map(variant => variant.id),
        ),
      ),
    ).toEqual(new Map())
  })
})

onBothDatabases('categories', database => {
  test('are nested, made once, and named by the shortest free handle', async () => {
    const storage = await database.open()
    await save(storage, mug({ categories: ['Kitchen > Mugs', 'kitchen  > MUGS', 'Garden'] }))
    await save(storage, mug({ handle: 'cup', variants: [{}], categories: ['Garden > Mugs'] }))
    expect((await storage.read(listCategories)).categories).toEqual([
      { handle: 'garden', title: 'Garden', path: 'Garden' },
      { handle: 'garden-mugs', title: 'Mugs', path: 'Garden > Mugs', parent: 'garden' },
      { handle: 'kitchen', title: 'Kitchen', path: 'Kitchen' },
      { handle: 'mugs', title: 'Mugs', path: 'Kitchen > Mugs', parent: 'kitchen' },
    ])
  })
})

onBothDatabases('store policies', database => {
  const returns = {
    slug: 'returns',
    kind: 'refund_policy' as const,
    title: 'Returns',
    body: '# Returns\n\nSend it back within 30 days.\n\n## Damaged goods\n\nWe replace what arrived broken.\n\n## Costs\n\nReturning is free within Germany.',
  }
  const shipping = {
    slug: 'versand',
    kind: 'shipping_policy' as const,
    title: 'Shipping',
    body: 'Orders leave within a day. <script>x</script>',
  }
  const open = async () => {
    const storage = await database.open({ publicUrl: 'https://shop.example' })
    await storage.write(tx => savePolicy(tx, { policy: returns }))
    await storage.write(tx => savePolicy(tx, { policy: shipping }))
    return storage
  }
  const search = (storage: Storage, query: string) => storage.read(tx => searchStorePolicies(tx, { query }))

  test('are found by stems, by beginnings of words, and by any word where none has them all', async () => {
    const storage = await open()
    const headings = async (query: string) => (await search(storage, query)).passages.map(passage => passage.heading)
    expect(await headings('what about a replacement for broken things')).toEqual(['Damaged goods'])
    expect(await headings('replaces')).toEqual(['Damaged goods'])
    expect(await headings('germ')).toEqual(['Costs'])
    expect(await headings('germany xylophone')).toEqual(['Costs'])
    expect(await headings('xylophone')).toEqual([])
  })

  test('answer where they stand, as text without markup', async () => {
    const storage = await open()
    expect((await search(storage, 'orders leave')).passages).toEqual([
      {
        policy: 'versand',
        kind: 'shipping_policy',
        title: 'Shipping',
        text: 'Orders leave within a day.',
        url: 'https://shop.example/policies/versand',
      },
    ])
    expect((await search(storage, '')).passages.map(passage => passage.policy)).toEqual(['returns', 'versand'])
  })

  test('are not found by what stood there before', async () => {
    const storage = await open()
    await storage.write(tx => savePolicy(tx, { policy: { ...returns, body: 'All sales are final.' } }))
    expect((await search(storage, 'damaged')).passages).toEqual([])
    expect((await search(storage, 'final sale')).passages).toHaveLength(1)
    expect(await storage.read(tx => getPolicy(tx, { slug: 'returns' }))).toMatchObject({ body: 'All sales are final.' })
    await expect(storage.read(tx => getPolicy(tx, { slug: 'nothing' }))).rejects.toMatchObject({ code: 'not_found' })
  })

  test('are linked from every checkout, privacy and terms even before they are written', async () => {
    const storage = await open()
    expect(await storage.read(policyLinks)).toEqual([
      { type: 'privacy_policy', url: 'https://shop.example/policies/privacy', title: 'Privacy policy' },
      { type: 'terms_of_service', url: 'https://shop.example/policies/terms', title: 'Terms of service' },
      { type: 'refund_policy', url: 'https://shop.example/policies/returns', title: 'Returns' },
      { type: 'shipping_policy', url: 'https://shop.example/policies/versand', title: 'Shipping' },
    ])
  })
})
