import { randomUUID } from 'node:crypto'
import { guest } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pays, readyCheckout, totalOf } from '../../engine/test/buying.ts'
import { ann, type OpenShop } from '../../rest-api/test/open-shop.ts'
import { openStorefrontShop } from './storefront-shop.ts'

let open: OpenShop
beforeAll(async () => {
  open = await openStorefrontShop()
})
afterAll(() => open?.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(open.url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' })

/** Sends a form as a browser on the shop's own page does. */
const send = (id: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${open.url}/checkout/${id}`, {
    method: 'POST',
    headers: { accept: 'text/html', origin: open.url, 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

async function newCheckout(): Promise<string> {
  const item = { id: open.variants['MUG-0'] ?? '' }
  const { id } = await open.engine.as(guest).createCheckout({ checkout: { line_items: [{ item, quantity: 1 }] } })
  return id
}

const statusOf = async (id: string) => (await open.engine.as(guest).getCheckout({ id })).status

/** Fills in everything but the payment, and answers what the form of the payment holds. */
async function readyToPay(id: string): Promise<Record<string, string>> {
  expect((await send(id, { step: 'contact', ...ann })).status).toBe(302)
  const [, name = '', value = ''] =
    /name="(option-[^"]+)"[^>]* value="([^"]+)"/.exec(await (await get(`/checkout/${id}`)).text()) ?? []
  expect((await send(id, { step: 'delivery', [name]: value })).status).toBe(302)
  const page = await (await get(`/checkout/${id}`)).text()
  const held = (field: string) => new RegExp(`name="${field}" value="([^"]*)"`).exec(page)?.[1] ?? ''
  return { step: 'pay', way: 'success', key: held('key'), expected_total: held('expected_total') }
}

describe('a form of the checkout', () => {
  test('that pays, sent twice at once, pays once', async () => {
    const id = await newCheckout()
    const form = await readyToPay(id)
    expect(form).toMatchObject({ expected_total: '1990', key: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    const answers = await Promise.all([send(id, form), send(id, form)])
    expect(answers.map(({ status }) => status)).toEqual([302, 302])
    const again = await send(id, { ...form, key: randomUUID() })
    expect([again.status, again.headers.get('location')]).toEqual([302, `/checkout/${id}`])
    expect(await statusOf(id)).toBe('completed')
  })

  test.each([
    ['without the total that was seen', { expected_total: '' }],
    ['without its key', { key: '' }],
    ['with a way to pay that there is none', { way: 'gold' }],
    ['of a step that there is none', { step: 'present' }],
  ])('%s is refused, and nothing is charged', async (_, changed) => {
    const id = await newCheckout()
    const answer = await send(id, { ...(await readyToPay(id)), ...changed })
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('role="alert"')])
    expect(await statusOf(id)).toBe('ready_for_complete')
  })

  test('that answers a bank which was answered before changes nothing', async () => {
    const id = await newCheckout()
    await send(id, { ...(await readyToPay(id)), way: 'needs_confirmation' })
    await send(id, { step: 'decision', decision: 'refuse' })
    expect(await statusOf(id)).toBe('ready_for_complete')
    await send(id, { step: 'decision', decision: 'approve' })
    expect(await statusOf(id)).toBe('ready_for_complete')
  })

  test('that answers the bank of a customer is taken from nobody else who has the address', async () => {
    const ann = open.engine.as({ kind: 'customer', customerId: 'cus_ann' })
    const ready = await readyCheckout(ann, { [open.variants['MUG-0'] ?? '']: 1 })
    const { id } = await ann.completeCheckout({
      id: ready.id,
      checkout: { payment: pays('needs_confirmation') },
      expected_total: totalOf(ready),
    })
    expect((await get(`/checkout/${id}`)).status).toBe(404)
    for (const decision of ['approve', 'refuse'])
      expect((await send(id, { step: 'decision', decision })).status).toBe(404)
    expect((await ann.getCheckout({ id })).status).toBe('requires_escalation')
  })

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('that comes with %o is refused', async headers => {
    const id = await newCheckout()
    expect((await send(id, { step: 'code', code: 'WELCOME10' }, headers)).status).toBe(403)
    expect((await open.engine.as(guest).getCheckout({ id })).discounts.codes).toEqual([])
  })

  test('is taken from an old browser by its origin', async () => {
    const id = await newCheckout()
    const post = (origin: string) =>
      fetch(`${open.url}/checkout/${id}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
        body: 'step=code&code=WELCOME10',
        redirect: 'manual',
      })
    // Node's fetch adds sec-fetch-mode only, as old browsers do.
    expect((await post('http://evil.example')).status).toBe(403)
    expect((await post('null')).status).toBe(403)
    expect((await post(open.url)).status).toBe(302)
  })

  test('leaves codes that were typed out of its answer', async () => {
    const id = await newCheckout()
    const answer = await send(id, { step: 'gift-card', gift_card: 'gift_of_nobody' })
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('no gift card with this code')])
    expect(await (await send(id, { step: 'gift-card', gift_card: 'gift_of_nobody' })).text()).not.toContain('of_nobody')
  })
})

test.each(['/checkout/chk_nobody', '/orders/nobody', '/policies/Not%20A%20Slug', '/checkout/%00'])(
  '%s is not found',
  async path => {
    expect((await get(path)).status).toBe(404)
  },
)

test('what shows an order or a checkout is kept by no cache, and no search engine', async () => {
  const id = await newCheckout()
  await send(id, await readyToPay(id))
  const { order } = await open.engine.as(guest).getCheckout({ id })
  for (const path of [`/checkout/${id}`, new URL(order?.permalink_url ?? '').pathname]) {
    const answer = await get(path)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/)
    expect(await answer.text()).toContain('content="noindex"')
  }
})

test('a policy is a page, and no markup of its text', async () => {
  const page = await (await get('/policies/returns')).text()
  expect(page).toMatch(/<h1[^>]*>Returns<\/h1>.*<h2[^>]*>Thirty days<\/h2>/)
  expect(page).not.toContain('<b>')
  expect(page).toMatch(/<a href="mailto:us@shop\.example"[^>]*>Ask us<\/a>/)
})
