import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../rest-api/test/chromium.ts'
import { heading } from './checkout-visit.ts'
import { violationsOn } from './storefront-shop.ts'
import { openStripeStorefront, type StripeStorefront, typesCard } from './stripe-storefront.ts'

const patience = { timeout: 60_000 }

/** Stripe cannot be reached from a test: `stripe-js-stand-in.ts` and `test/stripe-stand-in` answer in its place. */
describe.skipIf(!existsSync(chromiumPath))('a card on the checkout’s page (skipped without /usr/bin/chromium)', () => {
  let open: StripeStorefront
  beforeAll(async () => {
    open = await openStripeStorefront()
  })
  afterAll(() => open?.close())

  const at = (id: string) => `${open.shop.url}/checkout/${id}`
  const view = (id: string) => open.shop.engine.as({ kind: 'guest' }).getCheckout({ id })
  const pay = (page: Awaited<ReturnType<StripeStorefront['visitor']>>) =>
    page.getByRole('button', { name: 'Pay €14.90 now' }).click()

  test('pays what stands on the button, and is told to Stripe alone', patience, async () => {
    const page = await open.visitor()
    const [sent, faults]: [string[], string[]] = [[], []]
    page.on('request', request => {
      if (request.url().startsWith(open.shop.url)) sent.push(`${request.url()} ${request.postData() ?? ''}`)
    })
    page.on('console', message => message.type() === 'error' && faults.push(message.text()))
    const id = await open.ready()
    await page.goto(at(id))
    await typesCard(page, 'good')
    expect(await violationsOn(page)).toEqual([])
    expect(await page.getByLabel('Save this card').count()).toBe(0)
    await pay(page)
    await heading(page, 'Thank you for your order')
    expect((await view(id)).status).toBe('completed')
    expect(open.standIn.bank.charges().at(-1)).toMatchObject({ amount: 1490, captured: 1490 })
    expect(open.terms.at(-1)).toEqual({
      amount: 1490,
      currency: 'eur',
      captureMethod: 'automatic',
      setupFutureUsage: null,
    })
    expect(sent.some(each => each.includes('ctoken_'))).toBe(true)
    expect(sent.filter(each => each.includes('good'))).toEqual([])
    expect(faults).toEqual([])
  })

  test('that is missing is asked for beside its fields, and nothing is sent', patience, async () => {
    const page = await open.visitor()
    const id = await open.ready()
    await page.goto(at(id))
    await page.getByRole('radio', { name: 'Card' }).waitFor()
    await pay(page)
    await page.frameLocator('iframe').getByText('Your card number is incomplete.').waitFor()
    expect((await view(id)).status).toBe('ready_for_complete')
    await page.getByRole('button', { name: 'Pay €14.90 now' }).isEnabled()
  })

  test('that the bank declines is told why in the shopper’s words, and another one pays', patience, async () => {
    const page = await open.visitor()
    const id = await open.ready()
    await page.goto(at(id))
    await typesCard(page, 'empty')
    await pay(page)
    await page.getByText('The card holds too little for this payment. Nothing was charged.').waitFor()
    await typesCard(page, 'good')
    await pay(page)
    await heading(page, 'Thank you for your order')
    expect((await view(id)).status).toBe('completed')
  })

  test('that its bank asks about leads to the bank and back to the order', patience, async () => {
    const page = await open.visitor()
    const id = await open.ready()
    await page.goto(at(id))
    await typesCard(page, 'asking')
    await pay(page)
    await page.waitForURL('**/authenticate/**')
    expect((await view(id)).status).toBe('requires_escalation')
    await page.getByRole('button', { name: 'Pay' }).click()
    await heading(page, 'Thank you for your order')
    expect((await view(id)).status).toBe('completed')
  })

  test('that its owner refuses at the bank is not charged, which the page says', patience, async () => {
    const page = await open.visitor()
    const id = await open.ready()
    await page.goto(at(id))
    await typesCard(page, 'asking')
    await pay(page)
    await page.getByRole('button', { name: 'Refuse' }).click()
    await page.getByText('The payment was not confirmed at the bank. Nothing was charged.').waitFor()
    expect((await view(id)).status).toBe('ready_for_complete')
  })

  test('pays no total that was not shown, and need not be typed in again for the new one', patience, async () => {
    const page = await open.visitor()
    const id = await open.ready()
    await page.goto(at(id))
    await typesCard(page, 'good')
    const charges = open.standIn.bank.charges().length
    const staff = open.shop.engine.as({ kind: 'system' })
    await staff.setPrices({ prices: [{ variant_id: open.mug, currency: 'EUR', amount: 1100 }] })
    await pay(page)
    await page.getByText('The total has changed to €15.90. Nothing was charged').waitFor()
    expect(open.standIn.bank.charges()).toHaveLength(charges)
    await page.getByRole('button', { name: 'Pay €15.90 now' }).click()
    await heading(page, 'Thank you for your order')
    expect(open.terms.at(-1)).toMatchObject({ amount: 1590 })
    expect(open.standIn.bank.charges().at(-1)).toMatchObject({ captured: 1590 })
    await staff.setPrices({ prices: [{ variant_id: open.mug, currency: 'EUR', amount: 1000 }] })
  })

  test('is charged what a gift card leaves, though the form was open before', patience, async () => {
    const { code } = await open.shop.engine
      .as({ kind: 'system' })
      .issueGiftCard({ gift_card: { amount: 1000, currency: 'EUR' } })
    const page = await open.visitor()
    await page.goto(at(await open.ready()))
    await typesCard(page, 'good')
    await page.getByLabel('Gift card code').fill(code)
    await page.getByRole('button', { name: 'Apply gift card' }).click()
    await page.getByRole('button', { name: 'Pay €4.90 now' }).click()
    await heading(page, 'Thank you for your order')
    expect(open.terms.at(-1)).toMatchObject({ amount: 490 })
    expect(open.standIn.bank.charges().at(-1)).toMatchObject({ captured: 490 })
  })

  test.each([
    ['where Stripe’s script does not come', { stripe: 'away' as const }],
    ['without scripts', { javaScriptEnabled: false }],
  ])('is typed on Stripe’s own page %s', patience, async (_, wishes) => {
    const page = await open.visitor(wishes)
    const id = await open.ready()
    await page.goto(at(id))
    await page.getByRole('button', { name: 'Continue to pay €14.90' }).click()
    await page.getByRole('link', { name: 'Continue to the payment' }).click()
    await page.getByRole('button', { name: 'Pay' }).click()
    await heading(page, 'Thank you for your order')
    expect((await view(id)).status).toBe('completed')
  })

  test('is kept where its owner ticks that, and pays the next time by its last digits', patience, async () => {
    await open.shop.joins('ann@example.com')
    const page = await open.visitor()
    await open.signsIn(page, 'ann@example.com')
    await page.goto(at(await open.ready()))
    await typesCard(page, 'good')
    await page.getByLabel('Save this card for next time').check()
    await pay(page)
    await heading(page, 'Thank you for your order')
    expect(open.terms.at(-1)).toMatchObject({ setupFutureUsage: 'off_session' })
    await page.goto(at(await open.ready()))
    expect(await page.getByRole('radio', { name: /^Visa ending in 4242 Valid until 08\/2031$/ }).isChecked()).toBe(true)
    expect(await page.getByLabel('Save this card').count()).toBe(0)
    const tokens = open.terms.length
    await pay(page)
    await heading(page, 'Thank you for your order')
    expect(open.terms).toHaveLength(tokens)
    expect(open.standIn.bank.charges().at(-1)).toMatchObject({ captured: 1490 })
  })

  test('may be let in by the checkout’s page, and by no other', patience, async () => {
    const policyAt = async (path: string) =>
      (await fetch(open.shop.url + path)).headers.get('content-security-policy') ?? ''
    const checkout = await policyAt(`/checkout/${await open.ready()}`)
    expect(checkout).toMatch(/script-src 'self' 'nonce-[^']+' https:\/\/js\.stripe\.com/)
    expect(checkout).toMatch(/frame-src https:\/\/js\.stripe\.com .*https:\/\/hooks\.stripe\.com/)
    for (const path of ['/', '/cart', '/products/mug', '/checkout/chk_1/other'])
      expect(await policyAt(path), path).not.toContain('stripe')
    const page = await open.visitor()
    await page.goto(`${open.shop.url}/products/mug`)
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('button', { name: 'Check out' }).click()
    await heading(page, 'Checkout')
    expect(await page.evaluate(() => performance.getEntriesByType('navigation')[0]?.name)).toContain('/checkout/')
  })
})
