import { system } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenShop } from '../../rest-api/test/open-shop.ts'
import { openStorefrontShop } from './storefront-shop.ts'

describe('what goes with a product', () => {
  let open: OpenShop
  beforeAll(async () => {
    open = await openStorefrontShop()
  })
  afterAll(() => open?.close())

  /** Titles and prices under "Goes well with it". */
  const shown = async (): Promise<string> => {
    const page = await (await fetch(`${open.url}/products/mug-0`)).text()
    return (
      page
        .split('Goes well with it')[1]
        ?.split('</section>')[0]
        ?.replace(/<[^>]*>/g, ' ') ?? ''
    )
  }

  test('is shown at the price of now and only while it is in stock, though it was worked out before', async () => {
    const staff = open.engine.as(system)
    const before = await shown()
    expect(before).toContain('€16.00')
    expect(before).toContain('Last mug')
    await staff.setPrices({ prices: [{ variant_id: open.variants['MUG-1'] ?? '', currency: 'EUR', amount: 2150 }] })
    await staff.adjustStock({ adjustments: [{ variant_id: open.variants['MUG-2'] ?? '', to: 0 }] })
    const after = await shown()
    expect(after).toContain('€21.50')
    expect(after).not.toContain('€16.00')
    expect(after).not.toContain('Last mug')
  })
})
