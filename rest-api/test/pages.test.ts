import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenShop, openShop } from './open-shop.ts'

let open: OpenShop
beforeAll(async () => {
  open = await openShop()
})
afterAll(() => open?.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(open.url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' })

test('the first page says what the shop is, what it sells and how to reach it', async () => {
  const page = await (await get('/')).text()
  for (const text of ['Harbour &amp; Hill', 'Blue mug', '€15.00', 'http://shop.example/api/docs'])
    expect(page).toContain(text)
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
  for (const path of ['/', '/api/docs']) {
    const response = await get(path)
    const page = await response.text()
    expect(page).not.toMatch(/<script|style="|\son\w+=/)
    expect(page.match(/(?:src|href)="https?:\/\/(?!shop\.example)[^"]*"/g)).toBeNull()
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/)
    expect(response.headers.get('referrer-policy')).toBe('same-origin')
  }
  expect((await get('/')).headers.get('cache-control')).toBe('private, no-store')
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
