import { guest } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBuiltStorefront, type Storefront } from '../../rest-api/src/storefront.ts'
import { type OpenShop, openShop } from '../../rest-api/test/open-shop.ts'

const goesBack = 'It was paid when the checkout had expired. €19.90 is being refunded; there is no order.'

describe('a checkout that is over', () => {
  let open: OpenShop
  /** Whether money came for it all the same. */
  let wasPaid = false
  beforeAll(async () => {
    const { render, ...storefront } = await openBuiltStorefront()
    open = await openShop({ options: { storefront: { ...storefront, render: tellingOfMoney(render) } } })
  })
  afterAll(() => open?.close())

  const tellingOfMoney =
    (render: Storefront['render']): Storefront['render'] =>
    (request, visitor) => {
      const { shop } = visitor
      const getCheckout: typeof shop.getCheckout = async input => {
        const view = await shop.getCheckout(input)
        const message = {
          type: 'error' as const,
          code: 'payment_failed',
          content: goesBack,
          severity: 'recoverable' as const,
        }
        return wasPaid ? { ...view, messages: [...view.messages, message] } : view
      }
      return render(request, { ...visitor, shop: { ...shop, getCheckout } })
    }

  const page = async () => {
    const shop = open.engine.as(guest)
    const line_items = [{ item: { id: open.variants['MUG-0'] ?? '' }, quantity: 1 }]
    const { id } = await shop.createCheckout({ checkout: { line_items } })
    await shop.cancelCheckout({ id })
    return (await fetch(`${open.url}/checkout/${id}`)).text()
  }

  test('says that nothing was charged', async () => {
    wasPaid = false
    expect(await page()).toContain('and nothing was charged.')
  })

  test('says instead what becomes of money that came all the same', async () => {
    wasPaid = true
    const text = await page()
    expect(text).toContain(goesBack)
    expect(text).not.toContain('and nothing was charged.')
  })
})
