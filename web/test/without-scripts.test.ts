import { existsSync } from 'node:fs'
import { system } from '@mitchweb/engine'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { ann } from '../../rest-api/test/open-shop.ts'
import { express, fillInContact, heading } from './checkout-visit.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'

const patience = { timeout: 60_000 }

describe.skipIf(!existsSync(chromiumPath))('without scripts (skipped where /usr/bin/chromium is missing)', () => {
  let open: OpenStorefront
  beforeAll(async () => {
    open = await openStorefront()
    await staff().saveShippingRate({ shipping_rate: express })
  })
  afterAll(() => open?.close())

  const staff = () => open.shop.engine.as(system)

  const visit = async (checkout: string): Promise<Page> => {
    const page = await open.visitor({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await page.goto(`${open.shop.url}/checkout/${checkout}`)
    return page
  }

  const click = (page: Page, name: string) => page.getByRole('button', { name }).click()

  test('a person buys, with a bank that asks back, and cancels the order', patience, async () => {
    const page = await visit(await open.checkoutOf('MUG-0'))
    await fillInContact(page)
    await page.getByRole('radio', { name: 'Standard' }).check()
    await click(page, 'Use this delivery')
    await page.fill('input[name=code]', 'WELCOME10')
    await click(page, 'Use code')
    await page.check('input[value=needs_confirmation]')
    await click(page, 'Pay €18.40 now')
    await heading(page, 'Confirm the payment')
    await click(page, 'Confirm €18.40')
    await heading(page, 'Thank you for your order')
    await page.getByRole('link', { name: 'See the order' }).click()
    await page.locator('summary', { hasText: 'Cancel the order' }).click()
    await click(page, 'Yes, cancel the order')
    await page.getByText(/^Cancelled · Placed on/).waitFor()
  })

  test('a person fetches it where it is ready today', patience, async () => {
    const day = [{ from: '00:00', to: '24:00' }]
    const always = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(name => [name, day]))
    const { id } = await staff().savePickupPoint({
      pickup_point: {
        title: 'Shop Mitte',
        address: {
          street_address: 'Torstr. 1',
          postal_code: '10119',
          address_locality: 'Berlin',
          address_country: 'DE',
        },
        time_zone: 'Europe/Berlin',
        hours: always,
      },
    })
    const page = await visit(await open.checkoutOf('MUG-0'))
    await page.check('input[value=pickup]')
    await click(page, 'Get it this way')
    for (const name of ['email', 'first_name', 'last_name'] as const) await page.fill(`input[name=${name}]`, ann[name])
    await click(page, 'Save and go on')
    expect(await page.textContent('main')).toContain('Mon–Sun 00:00–24:00')
    await page.check(`input[value=${id}]`)
    await click(page, 'Fetch it here')
    await click(page, 'Pay €15.00 now')
    await heading(page, 'Thank you for your order')
    await staff().archivePickupPoint({ id })
  })

  test('a person takes what is suggested, and waits for all or not', patience, async () => {
    const variant_id = open.shop.variants['MUG-1'] ?? ''
    await staff().adjustStock({ adjustments: [{ variant_id, to: 0 }] })
    const release_at = new Date(Date.now() + 30 * 86_400_000).toISOString()
    await staff().saveStockPolicy({ policy: { variant_id, rule: 'preorder', limit: 5, release_at } })
    const id = await open.checkoutOf('MUG-0', 'MUG-1')
    const page = await visit(id)
    await fillInContact(page, { postal_code: 'D-10969', phone_number: '030 1234567' })
    await click(page, 'Use 10969')
    await click(page, 'Use +49301234567')
    expect(await page.textContent('main')).toContain('10969 Berlin')
    const view = await open.checkout(id)
    expect([view.buyer?.phone_number, view.fulfillment.methods[0]?.groups.length]).toEqual(['+49301234567', 2])
    expect(await page.locator('legend').allTextContents()).toEqual(
      expect.arrayContaining(['1 × Blue mug', '1 × Red mug']),
    )
    await page.check('input[value^=together-]')
    await click(page, 'Use this delivery')
    await page.getByRole('button', { name: 'Pay €35.90 now' }).waitFor()
    await page.check('input[value=apart]')
    await click(page, 'Use this delivery')
    await page.getByRole('button', { name: 'Pay €40.80 now' }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })

  test('what was typed is kept when it is refused', patience, async () => {
    const page = await visit(await open.checkoutOf('MUG-0'))
    await page.locator('input[name=email]').evaluate(field => field.setAttribute('type', 'text'))
    await fillInContact(page, { email: 'not an address' })
    await page.getByRole('alert').waitFor()
    expect(await page.inputValue('input[name=email]')).toBe('not an address')
    expect(await page.inputValue('input[name=street_address]')).toBe('Lindenstraße 4')
    expect(await page.inputValue('select[name=address_country]')).toBe('DE')
  })

  test('a person asks to send back what came, and says why', patience, async () => {
    const id = await open.checkoutOf('MUG-0')
    const page = await visit(id)
    await fillInContact(page)
    await page.getByRole('radio', { name: 'Standard' }).check()
    await click(page, 'Use this delivery')
    await click(page, 'Pay €19.90 now')
    await heading(page, 'Thank you for your order')
    const order = (await open.checkout(id)).order?.id ?? ''
    await staff().fulfillOrder({ id: order, event: { type: 'delivered' } })
    await page.getByRole('link', { name: 'See the order' }).click()
    expect(await page.getByText('Cancel the order').count()).toBe(0)
    await page.locator('summary', { hasText: 'Send something back' }).click()
    await click(page, 'Ask to return it')
    await page.getByText('Say how many of what comes back.').waitFor()
    await page.locator('summary', { hasText: 'Send something back' }).click()
    await page.getByLabel('How many of Blue mug').fill('1')
    await page.getByLabel('Why').selectOption('damaged')
    await click(page, 'Ask to return it')
    await page.getByRole('heading', { name: 'Returns', exact: true }).waitFor()
    expect((await staff().getOrder({ id: order })).returns?.[0]?.line_items).toMatchObject([
      { quantity: 1, reason: 'damaged' },
    ])
  })
})
