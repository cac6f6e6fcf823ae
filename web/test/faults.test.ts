import { expect, onTestFinished, test, vi } from 'vitest'
import { loggedError } from '../../rest-api/src/http/logged-error.ts'
import { openBuiltStorefront, type Storefront } from '../../rest-api/src/storefront.ts'
import { openStorefrontShop } from './storefront-shop.ts'

test('a fault of a page is logged by where it was, and names nobody', async () => {
  const { render, ...built } = await openBuiltStorefront()
  const getOrder = async () => {
    throw new Error('Failed query: select 1\nparams: ann@example.com,Lindenstraße 4')
  }
  const faulty: Storefront = {
    ...built,
    render: (request, visitor) => render(request, { ...visitor, shop: { ...visitor.shop, getOrder } }),
  }
  const told: unknown[] = []
  const log = { info: () => {}, warn: () => {}, debug: () => {}, error: (line: unknown) => void told.push(line) }
  const consoles = (['error', 'warn', 'log'] as const).map(name => vi.spyOn(console, name).mockImplementation(() => {}))
  const open = await openStorefrontShop({ options: { storefront: faulty, log } })
  onTestFinished(async () => {
    vi.restoreAllMocks()
    await open.close()
  })
  const answer = await fetch(`${open.url}/orders/tok_1`, { headers: { accept: 'text/html' } })
  expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringMatching(/ann@|Failed query/)])
  expect(consoles.flatMap(({ mock }) => mock.calls)).toEqual([])
  expect(told).toEqual([{ request_id: answer.headers.get('x-request-id'), err: expect.any(Error) }])
  const said = JSON.stringify(loggedError((told[0] as { err: Error }).err))
  expect(said).toContain('getOrder')
  expect(said).not.toMatch(/ann@|Lindenstra/)
})
