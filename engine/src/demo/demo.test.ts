import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { policyDraft } from '../catalog/contract.ts'
import { shippingRateDraft } from '../checkout/contract.ts'
import { importedProduct } from '../discovery/contract.ts'
import { promotionDraft, storeDraft, taxRateDraft } from '../pricing/contract.ts'
import { drawDemoMedia } from './draw-media.ts'
import { demoMediaFolder } from './index.ts'
import { demoPolicies } from './policies.ts'
import { importedFrom, picturesOf } from './product.ts'
import { demoPromotions, demoShippingRates, demoStore, demoTaxRates } from './settings.ts'
import { demoProducts } from './shelves.ts'

const products = demoProducts.map(product => importedFrom(product, new Date('2026-03-02T10:00:00Z')))
const variants = products.flatMap(product => product.variants)

describe('the demo shop', () => {
  test('is written as its operations take it', () => {
    for (const product of products)
      expect(importedProduct.safeParse(product).error?.issues, product.handle).toBeUndefined()
    for (const policy of demoPolicies) policyDraft.parse(policy)
    for (const promotion of demoPromotions) promotionDraft.parse(promotion)
    for (const rate of demoTaxRates) taxRateDraft.parse(rate)
    for (const rate of demoShippingRates) shippingRateDraft.parse(rate)
    storeDraft.parse(demoStore)
  })

  test('has about 60 products and 200 variants over many shelves', () => {
    expect(products.length).toBeGreaterThanOrEqual(55)
    expect(variants.length).toBeGreaterThanOrEqual(190)
    expect(new Set(products.flatMap(product => product.categories)).size).toBeGreaterThanOrEqual(20)
    expect(products.some(({ variants: [first] }) => (first?.options?.length ?? 0) >= 3)).toBe(true)
  })

  test('gives every product and variant a name of its own', () => {
    const unique = (names: (string | undefined)[]) => expect(new Set(names).size).toBe(names.length)
    unique(products.map(({ handle }) => handle))
    unique(variants.map(({ sku }) => sku))
    for (const { variants } of products) unique(variants.map(({ options }) => JSON.stringify(options)))
  })

  test('prices every variant in both currencies and reduces prices only downwards', () => {
    for (const { prices, sku } of variants) {
      expect(
        prices.map(({ currency }) => currency),
        sku,
      ).toEqual(['EUR', 'USD'])
      for (const { amount, compare_at } of prices)
        if (compare_at !== undefined) expect(compare_at).toBeGreaterThan(amount)
    }
  })

  test('has things that are sold out, free, reduced, digital and on backorder', () => {
    const some = (claim: (variant: (typeof variants)[number]) => unknown) => expect(variants.some(claim)).toBe(true)
    some(({ stock }) => stock?.tracked && stock.on_hand === 0 && !stock.backorder)
    some(({ stock }) => stock?.on_hand === 0 && stock.backorder)
    some(({ prices }) => prices[0]?.amount === 0)
    some(({ prices }) => prices[0]?.compare_at)
    some(variant => variant.requires_shipping === false)
    some(variant => variant.tax_class === 'reduced')
  })

  test('writes no option, addition or stock for a variant that does not exist', () => {
    for (const { handle, axes = {}, adds = {}, stockOf = {}, paintedBy } of demoProducts) {
      const labels = Object.values(axes).flat()
      const titles = products
        .find(product => product.handle === handle)!
        .variants.map(({ options = [] }) => options.map(({ label }) => label).join(' / '))
      expect(labels, handle).toEqual(expect.arrayContaining(Object.keys(adds)))
      expect(titles, handle).toEqual(expect.arrayContaining(Object.keys(stockOf)))
      if (paintedBy !== undefined) expect(Object.keys(axes), handle).toContain(paintedBy)
    }
  })
})

describe('the pictures', () => {
  test('are the files of demo-media, drawn anew', async () => {
    const drawn = drawDemoMedia()
    // After a drawing was changed, this writes the files anew.
    if (process.env.MITCHWEB_DRAW_DEMO_MEDIA === '1') {
      for (const [file, svg] of drawn) await writeFile(join(demoMediaFolder, file), svg)
    }
    expect((await readdir(demoMediaFolder)).sort()).toEqual([...drawn.keys()].sort())
    for (const [file, svg] of drawn) expect(await readFile(join(demoMediaFolder, file), 'utf8'), file).toBe(svg)
  })

  test('show every product, each variant in its own colour', () => {
    const files = new Set(drawDemoMedia().keys())
    for (const product of demoProducts) {
      const pictures = picturesOf(product)
      expect(pictures.length, product.handle).toBeGreaterThan(0)
      for (const { file, colour } of pictures) {
        expect(files).toContain(file)
        expect(colour, file).toMatch(/^#[0-9a-f]{6}$/)
      }
    }
  })
})
