import { randomUUID } from 'node:crypto'
import { guest, system } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ann, type OpenShop, openShop } from './open-shop.ts'

let open: OpenShop
beforeAll(async () => {
  open = await openShop()
})
afterAll(() => open?.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(open.url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' })

/** Sends a form as a browser on the shop's own page does. */
const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(open.url + path, {
    method: 'POST',
    headers: { accept: 'text/html', origin: open.url, 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

async function newCheckout(sku = 'MUG-0') {
  const item = { id: open.variants[sku] ?? '' }
  const { id } = await open.engine.as(guest).createCheckout({ checkout: { line_items: [{ item, quantity: 1 }] } })
  return id
}

const fieldIn = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

/** Fills in everything but the payment and answers the page. */
async function readyPage(id: string): Promise<string> {
  expect((await send(`/checkout/${id}/details`, ann)).status).toBe(303)
  const option = /name="(option-[^"]+)" value="([^"]+)"/.exec(await (await get(`/checkout/${id}`)).text())
  expect((await send(`/checkout/${id}/delivery`, { [option?.[1] ?? '']: option?.[2] ?? '' })).status).toBe(303)
  return (await get(`/checkout/${id}`)).text()
}

const pay = (id: string, page: string, token: string) =>
  send(`/checkout/${id}/pay`, { token, key: fieldIn(page, 'key'), expected_total: fieldIn(page, 'expected_total') })

describe('a person at continue_url', () => {
  test('applies a gift card, sees what remains, takes it off, and pays with it', async () => {
    const card = { gift_card: { amount: 1000, currency: 'EUR' } }
    const { code } = await open.engine.as(system).issueGiftCard(card)
    const id = await newCheckout()
    const ready = await readyPage(id)
    const wrong = await send(`/checkout/${id}/gift-card`, { gift_card: 'gift_wrong' })
    expect(await wrong.text()).toContain('There is no gift card with this code')
    expect((await send(`/checkout/${id}/gift-card`, { gift_card: code })).status).toBe(303)
    const applied = await (await get(`/checkout/${id}`)).text()
    expect(applied).toContain('Applied <strong>€10.00</strong>, <strong>€9.90</strong> to pay.')
    expect(applied).toContain('Pay €9.90 now')
    expect(applied).not.toContain(code)
    const remove = fieldIn(applied, 'remove')
    expect((await send(`/checkout/${id}/gift-card`, { remove })).status).toBe(303)
    expect(await (await get(`/checkout/${id}`)).text()).toContain('Pay €19.90 now')
    await send(`/checkout/${id}/gift-card`, { gift_card: code })
    expect((await pay(id, ready, 'success')).status).toBe(303)
    const done = await (await get(`/checkout/${id}`)).text()
    const permalink = /href="http:\/\/shop\.example(\/orders\/[^"]+)"/.exec(done)?.[1] ?? ''
    expect(await (await get(permalink)).text()).toContain('Paid by gift card</dt><dd>€10.00')
  })

  test('fills in what is missing, sees the total, pays and gets the order', async () => {
    const id = await newCheckout()
    const start = await (await get(`/checkout/${id}`)).text()
    expect(start).toContain('Blue mug')
    expect(start).toContain('Follows when the details above are complete')
    const ready = await readyPage(id)
    expect(ready).toContain('value="ann@example.com"')
    expect(ready).toContain('Pay €19.90 now')
    const paid = await pay(id, ready, 'success')
    expect([paid.status, paid.headers.get('location')]).toEqual([303, `/checkout/${id}`])
    const done = await (await get(`/checkout/${id}`)).text()
    expect(done).toContain('Thank you for your order')
    const permalink = /href="http:\/\/shop\.example(\/orders\/[^"]+)"/.exec(done)?.[1] ?? ''
    const order = await (await get(permalink)).text()
    expect(order).toContain('Nothing has been shipped yet')
    expect(order).toContain('Lindenstraße 4')
  })

  test('who uses a code sees it taken off, and may take it back', async () => {
    const id = await newCheckout()
    await send(`/checkout/${id}/code`, { code: ' welcome10 ' })
    const page = await (await get(`/checkout/${id}`)).text()
    expect(page).toContain('-€1.50')
    await send(`/checkout/${id}/code`, { remove: fieldIn(page, 'remove') })
    expect(await (await get(`/checkout/${id}`)).text()).not.toContain('-€1.50')
  })

  test('a declined card is said so, and another one pays', async () => {
    const id = await newCheckout()
    const declined = await pay(id, await readyPage(id), 'declined')
    const page = await declined.text()
    expect([declined.status, page]).toEqual([200, expect.stringContaining('Nothing was charged')])
    expect((await pay(id, page, 'success')).status).toBe(303)
    expect((await open.engine.as(guest).getCheckout({ id })).status).toBe('completed')
  })

  test.each([
    ['approve', 'completed'],
    ['refuse', 'ready_for_complete'],
  ])('a payment that asks for confirmation waits, and after %s the checkout is %s', async (decision, status) => {
    const id = await newCheckout()
    expect((await pay(id, await readyPage(id), 'needs_confirmation')).status).toBe(303)
    expect(await (await get(`/checkout/${id}`)).text()).toContain('Your demo bank asks')
    expect((await send(`/checkout/${id}/decision`, { decision })).status).toBe(303)
    expect((await open.engine.as(guest).getCheckout({ id })).status).toBe(status)
    // A second click finds the question answered and changes nothing.
    await send(`/checkout/${id}/decision`, { decision: 'approve' })
    expect((await open.engine.as(guest).getCheckout({ id })).status).toBe(status)
  })

  test('when the price moves while the page is open, nothing is charged and the new total is shown', async () => {
    const id = await newCheckout('MUG-1')
    const page = await readyPage(id)
    const variant_id = open.variants['MUG-1'] ?? ''
    await open.engine.as(system).setPrices({ prices: [{ variant_id, currency: 'EUR', amount: 2600 }] })
    const moved = await (await pay(id, page, 'success')).text()
    expect(moved).toContain('The total has changed to €30.90')
    expect(moved).toContain('Pay €30.90 now')
    expect((await open.engine.as(guest).getCheckout({ id })).status).not.toBe('completed')
  })

  test('of two people who want the last mug one gets it, and the other is told', async () => {
    const [first, second] = [await newCheckout('MUG-2'), await newCheckout('MUG-2')]
    const pages = [await readyPage(first), await readyPage(second)]
    expect((await pay(first, pages[0] ?? '', 'success')).status).toBe(303)
    const answer = await pay(second, pages[1] ?? '', 'success')
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching(/class="notice bad"/)])
    expect((await open.engine.as(guest).getCheckout({ id: second })).order).toBeUndefined()
  })

  test('paying twice pays once', async () => {
    const id = await newCheckout()
    const page = await readyPage(id)
    const answers = await Promise.all([pay(id, page, 'success'), pay(id, page, 'success')])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    const again = await send(`/checkout/${id}/pay`, { token: 'success', key: randomUUID(), expected_total: '1990' })
    expect([again.status, again.headers.get('location')]).toEqual([303, `/checkout/${id}`])
  })

  test('what was typed is kept when it is refused', async () => {
    const id = await newCheckout()
    const refused = await send(`/checkout/${id}/details`, { ...ann, email: 'not an address' })
    const page = await refused.text()
    expect(refused.status).toBe(400)
    expect(page).toContain('value="not an address"')
    expect(page).toContain('value="Lindenstraße 4"')
  })

  test('a closed checkout says that nothing was charged', async () => {
    const id = await newCheckout()
    await open.engine.as(guest).cancelCheckout({ id })
    expect(await (await get(`/checkout/${id}`)).text()).toContain('This checkout is closed')
  })
})

describe('forms are taken from the shop’s own pages only', () => {
  test.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('%o is refused', async headers => {
    const id = await newCheckout()
    expect((await send(`/checkout/${id}/code`, { code: 'WELCOME10' }, headers)).status).toBe(403)
    expect((await open.engine.as(guest).getCheckout({ id })).discounts.codes).toEqual([])
  })

  test('an old browser is known by its origin', async () => {
    const id = await newCheckout()
    const post = (origin: string) =>
      fetch(`${open.url}/checkout/${id}/code`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
        body: 'code=A',
        redirect: 'manual',
      })
    // Node's fetch adds sec-fetch-mode only, as old browsers do.
    expect((await post('http://evil.example')).status).toBe(403)
    expect((await post('null')).status).toBe(403)
    expect((await post(open.url)).status).toBe(303)
  })
})

test('the first page says what the shop is, what it sells and how to reach it', async () => {
  const page = await (await get('/')).text()
  for (const text of ['Harbour &amp; Hill', 'Blue mug', '€15.00', 'http://shop.example/api/docs'])
    expect(page).toContain(text)
})

test('a policy is a page, and no markup of its text', async () => {
  const page = await (await get('/policies/returns')).text()
  expect(page).toContain('<h1>Returns</h1><h2>Thirty days</h2>')
  expect(page).not.toContain('<b>')
  expect(page).toContain('<a href="mailto:us@shop.example">Ask us</a>')
})

test.each([
  '/nothing',
  '/checkout/chk_nobody',
  '/orders/nobody',
  '/policies/Not%20A%20Slug',
  '/media/../package.json',
  '/media/%2e%2e/package.json',
  '/checkout/%00',
])('%s is not found, and says so to people and programs alike', async path => {
  const page = await get(path)
  expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  expect(await page.text()).toContain('There is nothing here')
  expect((await fetch(open.url + path)).headers.get('content-type')).toContain('application/problem+json')
})

test('pages carry no script, load nothing from elsewhere and are kept by no cache', async () => {
  const id = await newCheckout()
  for (const path of ['/', `/checkout/${id}`, '/api/docs']) {
    const response = await get(path)
    const page = await response.text()
    expect(page).not.toMatch(/<script|style="|\son\w+=/)
    expect(page.match(/(?:src|href)="https?:\/\/(?!shop\.example)[^"]*"/g)).toBeNull()
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/)
    expect(response.headers.get('referrer-policy')).toBe('same-origin')
  }
  expect((await get(`/checkout/${id}`)).headers.get('cache-control')).toBe('private, no-store')
})

test('the stylesheet and the pictures of the demo shop are served', async () => {
  expect((await get('/assets/style.css')).headers.get('content-type')).toBe('text/css; charset=utf-8')
  const picture = await get('/media/bud-vase-moss.svg')
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
})

test('the API reference names every address, and its links lead to a place on it', async () => {
  const page = await (await get('/api/docs')).text()
  const { paths } = (await (await fetch(`${open.url}/api/openapi.json`)).json()) as { paths: object }
  for (const path of Object.keys(paths)) expect(page).toContain(`/api${path}`)
  const anchors = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(match => match[1]))
  for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(anchors).toContain(anchor)
})
