import { existsSync } from 'node:fs'
import { guest, system } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buys } from '../../engine/test/buying.ts'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { type OpenStorefront, openStorefront } from './open-storefront.ts'
import { violationsOn } from './storefront-shop.ts'

const patience = { timeout: 60_000 }

describe.skipIf(!existsSync(chromiumPath))('an order on its page (skipped without /usr/bin/chromium)', () => {
  let open: OpenStorefront
  beforeAll(async () => {
    open = await openStorefront()
    const staff = open.shop.engine.as(system)
    const store = await staff.getStore({})
    await staff.saveStore({ store: { ...store, default_language: 'en', languages: ['en', 'de'] } })
    await staff.saveTaxRate({ tax_rate: { title: 'None', country: 'DE', postal_prefix: '78266', rate_ppm: 0 } })
  })
  afterAll(() => open?.close())

  const anybody = () => open.shop.engine.as(guest)
  const anOrder = async () => {
    const { order } = await buys(anybody(), { [open.shop.variants['MUG-0'] ?? '']: 1 })
    if (!order) throw new Error('Nothing was bought.')
    return { id: order.id, address: `${open.shop.url}${new URL(order.permalink_url).pathname}` }
  }

  test.each([
    ['with scripts', {}],
    ['without scripts', { javaScriptEnabled: false }],
  ])('goes elsewhere while nothing of it was sent, %s', patience, async (_, wishes) => {
    const { id, address } = await anOrder()
    const page = await open.visitor(wishes)
    await page.goto(address)
    await page.locator('summary', { hasText: 'Change the address' }).click()
    if (!('javaScriptEnabled' in wishes)) expect(await violationsOn(page)).toEqual([])
    await page.getByLabel('Street and number').fill('Hauptstr. 7')
    await page.getByLabel('Postcode').fill('80331')
    await page.getByLabel('City').fill('München')
    await page.getByLabel('Phone').fill('+49 30 5550100')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await page.getByText('Address or contact changed').waitFor()
    expect(await page.textContent('main')).toContain('Ann Lee, Hauptstr. 7, 80331 München')
    expect(await anybody().getOrder({ id })).toMatchObject({ buyer: { phone_number: '+49 30 5550100' } })
  })

  test('stays where it goes when that would cost otherwise, as the visitor’s language says, and what was typed stays', {
    timeout: 60_000,
  }, async () => {
    const { id, address } = await anOrder()
    const page = await open.visitor({ locale: 'de-DE' })
    await page.goto(address)
    await page.locator('summary', { hasText: 'Adresse oder Kontakt ändern' }).click()
    await page.getByLabel('Straße und Hausnummer').fill('Dorfstr. 1')
    await page.getByLabel('Postleitzahl').fill('78266')
    await page.getByRole('button', { name: 'Änderung speichern' }).click()
    await page.getByRole('alert').getByText('Dort würde die Bestellung anders besteuert.').waitFor()
    expect(await page.getByLabel('Straße und Hausnummer').inputValue()).toBe('Dorfstr. 1')
    const { fulfillment } = await anybody().getOrder({ id })
    expect(fulfillment.expectations[0]?.destination).toMatchObject({ street_address: 'Lindenstr. 1' })
  })

  test.each(['cancel', 'change'])('is left as it is by a form without its key: %s', async intent => {
    const { id, address } = await anOrder()
    const body = new URLSearchParams({ intent, street_address: 'Dorfstr. 1' })
    const answer = await fetch(address, {
      method: 'POST',
      body,
      headers: { origin: open.shop.url, accept: 'text/html' },
    })
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('The form was not whole.')])
    expect(await anybody().getOrder({ id })).toMatchObject({ status: 'processing', adjustments: [] })
  })

  test('has no such form once it is on its way', patience, async () => {
    const { id, address } = await anOrder()
    await open.shop.engine.as(system).fulfillOrder({ id, event: { type: 'shipped' } })
    const page = await open.visitor()
    await page.goto(address)
    expect(await page.locator('summary', { hasText: 'Change the address' }).count()).toBe(0)
  })
})
