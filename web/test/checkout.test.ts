import { existsSync } from 'node:fs'
import { guest, system } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { ann } from '../../rest-api/test/open-shop.ts'
import { chooseDelivery, fillIn, fillInContact, heading, payButton } from './checkout-visit.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'

const patience = { timeout: 60_000 }

describe.skipIf(!existsSync(chromiumPath))('at the checkout (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenStorefront
  beforeAll(async () => {
    open = await openStorefront()
  })
  afterAll(() => open?.close())

  const at = (id: string) => `${open.shop.url}/checkout/${id}`
  const staff = () => open.shop.engine.as(system)

  test('a guest fills a cart, pays, and finds the order at its own address', patience, async () => {
    const page = await open.visitor()
    await page.goto(`${open.shop.url}/products/mug-0`)
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('button', { name: 'Check out' }).click()
    await heading(page, 'Checkout')
    expect(await page.textContent('main')).not.toContain('prepared for you')
    await fillIn(page)
    await page.getByLabel('Discount code').fill('WELCOME10')
    await page.getByRole('button', { name: 'Use code' }).click()
    await page.getByRole('button', { name: 'Pay €18.40 now' }).click()
    await heading(page, 'Thank you for your order')
    await page.getByRole('link', { name: 'See the order' }).click()
    await page.getByText('Nothing has been shipped yet.').waitFor()
    expect(await page.textContent('main')).toContain('Lindenstraße 4')
    expect(await page.textContent('header a[href="/cart"]')).toBe('Cart0 items')
    await page.goto(`${open.shop.url}/products/mug-0`)
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await heading(page, 'Your cart')
  })

  test('what an assistant prepared opens filled in, and it sees what the person made of it', patience, async () => {
    const assistant = open.shop.engine.as(guest)
    const id = await open.checkoutOf('MUG-0')
    const { email, ...address } = ann
    await assistant.updateCheckout({
      id,
      checkout: {
        buyer: { email, first_name: ann.first_name, last_name: ann.last_name },
        fulfillment: { methods: [{ destinations: [address] }] },
      },
    })
    const page = await open.visitor()
    await page.goto(at(id))
    await page.getByText('This was prepared for you outside of this browser').waitFor()
    await page.getByText('ann@example.com').waitFor()
    await page.getByRole('link', { name: 'Change contact and address' }).click()
    await page.getByLabel('Street and number').waitFor()
    expect(await payButton(page).count()).toBe(0)
    await page.fill('input[name=street_address]', 'Lindenstraße 5')
    await page.getByRole('button', { name: 'Save and go on' }).click()
    await page.getByText('Lindenstraße 5').waitFor()
    await chooseDelivery(page)
    await payButton(page).click()
    await heading(page, 'Thank you for your order')
    const seen = await assistant.getCheckout({ id })
    expect(seen).toMatchObject({ status: 'completed', order: { label: expect.any(String) } })
    expect(JSON.stringify(seen.fulfillment)).toContain('Lindenstraße 5')
  })

  test('who does not want what was prepared refuses it, and the assistant sees that', patience, async () => {
    const id = await open.checkoutOf('MUG-0')
    const page = await open.visitor()
    await page.goto(at(id))
    await page.getByRole('button', { name: 'Cancel this checkout' }).click()
    await heading(page, 'This checkout is closed')
    expect((await open.checkout(id)).status).toBe('canceled')
  })

  test('a declined card is said so, and another one pays', patience, async () => {
    const page = await open.visitor()
    const id = await open.checkoutOf('MUG-0')
    await page.goto(at(id))
    await fillIn(page)
    await page.getByRole('radio', { name: /Demo card that is declined Is/ }).check()
    await payButton(page).click()
    await page.getByRole('alert').getByText('Nothing was charged').waitFor()
    await page.getByRole('radio', { name: /^Demo card Pays/ }).check()
    await payButton(page).click()
    await heading(page, 'Thank you for your order')
    expect((await open.checkout(id)).status).toBe('completed')
  })

  test.each([
    ['Confirm €19.90', 'Thank you for your order', 'completed'],
    ['Refuse', 'Checkout', 'ready_for_complete'],
  ])('the demo bank asks, and after "%s" the page says "%s"', patience, async (answer, title, status) => {
    const page = await open.visitor()
    const id = await open.checkoutOf('MUG-0')
    await page.goto(at(id))
    await fillIn(page)
    await page.getByRole('radio', { name: 'asks you to confirm' }).check()
    await payButton(page).click()
    await page.getByRole('button', { name: answer }).click()
    await heading(page, title)
    expect((await open.checkout(id)).status).toBe(status)
  })

  test('what was sold out meanwhile is not paid for, and can be taken out', patience, async () => {
    const page = await open.visitor()
    const id = await open.checkoutOf('MUG-0', 'MUG-2')
    await page.goto(at(id))
    await fillIn(page)
    await staff().adjustStock({ adjustments: [{ variant_id: open.shop.variants['MUG-2'] ?? '', to: 0 }] })
    await payButton(page).click()
    await page.getByRole('alert').first().waitFor()
    expect((await open.checkout(id)).order).toBeUndefined()
    await page.locator('summary', { hasText: 'Last mug' }).click()
    await page.getByRole('button', { name: 'Remove Last mug' }).click()
    await page.getByRole('button', { name: 'Pay €19.90 now' }).click()
    await heading(page, 'Thank you for your order')
  })

  test('where the price moved, nothing is charged and the button names the new total', patience, async () => {
    const page = await open.visitor()
    const id = await open.checkoutOf('MUG-1')
    await page.goto(at(id))
    await fillIn(page)
    const variant_id = open.shop.variants['MUG-1'] ?? ''
    await staff().setPrices({ prices: [{ variant_id, currency: 'EUR', amount: 2600 }] })
    await payButton(page).click()
    await page.getByText('The total has changed to €30.90. Nothing was charged').waitFor()
    expect((await open.checkout(id)).order).toBeUndefined()
    await page.getByRole('button', { name: 'Pay €30.90 now' }).click()
    await heading(page, 'Thank you for your order')
  })

  test('going back and reloading in the middle loses nothing and pays nothing twice', patience, async () => {
    const page = await open.visitor()
    const id = await open.checkoutOf('MUG-0')
    await page.goto(at(id))
    await fillInContact(page)
    await page.getByText('ann@example.com').waitFor()
    await page.reload()
    await page.getByText('ann@example.com').waitFor()
    await chooseDelivery(page)
    await page.goto(open.shop.url)
    await page.goBack()
    await payButton(page).click()
    await heading(page, 'Thank you for your order')
    await page.reload()
    await heading(page, 'Thank you for your order')
    await page.goto(open.shop.url)
    await page.goBack()
    await heading(page, 'Thank you for your order')
    expect((await open.checkout(id)).status).toBe('completed')
  })

  test('in two tabs it is paid once, and the other tab learns of it', patience, async () => {
    const first = await open.visitor()
    const id = await open.checkoutOf('MUG-0')
    await first.goto(at(id))
    await fillIn(first)
    const second = await first.context().newPage()
    await second.goto(at(id))
    await payButton(second).waitFor()
    await payButton(first).click()
    await heading(first, 'Thank you for your order')
    await payButton(second).click()
    await heading(second, 'Thank you for your order')
  })

  test('a total that changed in another tab is not paid unseen', patience, async () => {
    const first = await open.visitor()
    const id = await open.checkoutOf('MUG-0')
    await first.goto(at(id))
    await fillIn(first)
    const second = await first.context().newPage()
    await second.goto(at(id))
    await second.getByLabel('Discount code').fill('WELCOME10')
    await second.getByRole('button', { name: 'Use code' }).click()
    await second.getByRole('button', { name: 'Pay €18.40 now' }).waitFor()
    await first.getByRole('button', { name: 'Pay €19.90 now' }).click()
    await first.getByText('The total has changed to €18.40').waitFor()
    expect((await open.checkout(id)).order).toBeUndefined()
  })

  test('a gift card pays its part, can be taken off, and its code stays unseen', patience, async () => {
    const { code } = await staff().issueGiftCard({ gift_card: { amount: 1000, currency: 'EUR' } })
    const page = await open.visitor()
    await page.goto(at(await open.checkoutOf('MUG-0')))
    await fillIn(page)
    const apply = async (typed: string) => {
      await page.getByLabel('Gift card code').fill(typed)
      await page.getByRole('button', { name: 'Apply gift card' }).click()
    }
    await apply('gift_wrong')
    await page.getByText('There is no gift card with this code').waitFor()
    await apply(code)
    await page.getByText('Applied €10.00, €9.90 to pay.').waitFor()
    expect(await page.content()).not.toContain(code)
    await page.getByRole('button', { name: /^Take Gift card .* off$/ }).click()
    await page.getByRole('button', { name: 'Pay €19.90 now' }).waitFor()
    await apply(code)
    await page.getByRole('button', { name: 'Pay €9.90 now' }).click()
    await heading(page, 'Thank you for your order')
    await page.getByRole('link', { name: 'See the order' }).click()
    await page.getByText('Paid by gift card').waitFor()
  })

  test('a checkout that is not there is not found, in German to Germans', patience, async () => {
    const page = await open.visitor({ locale: 'de-DE' })
    expect((await page.goto(at('chk_nobody')))?.status()).toBe(404)
    const store = await staff().getStore({})
    await staff().saveStore({ store: { ...store, default_language: 'en', languages: ['en', 'de'] } })
    await page.goto(at('chk_nobody'))
    await heading(page, 'Diese Kasse lässt sich nicht öffnen')
  })
})
