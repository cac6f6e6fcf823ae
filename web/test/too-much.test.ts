import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenShop } from '../../rest-api/test/open-shop.ts'
import { openStorefrontShop } from './storefront-shop.ts'

describe('who tries too much', () => {
  let open: OpenShop
  beforeAll(async () => {
    open = await openStorefrontShop()
  })
  afterAll(() => open?.close())

  test('is told on the page of signing in, in words and for how long in a header', async () => {
    const body = new URLSearchParams({ email: 'ann@example.com', password: 'a wrong horse' })
    const tries = () =>
      fetch(`${open.url}/account/sign-in`, { method: 'POST', body, headers: { origin: open.url, accept: 'text/html' } })
    let answer = await tries()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([401, null])
    for (let count = 0; count < 11 && answer.status !== 429; count++) answer = await tries()
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(60)
    const [said] = /(?<=<div role="alert").*?<\/div>/s.exec(await answer.text()) ?? []
    expect(said).toContain('Too many attempts. Try again in 15 minutes.')
  })
})
