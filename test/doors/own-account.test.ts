import { expect, test } from 'vitest'
import type { ProductView } from '../../engine/src/contract.ts'
import { ordersAsGuest } from '../../engine/test/accounts.ts'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { aProduct, berlin } from '../../engine/test/shop.ts'
import { aServedShop } from './signing-in.ts'

const email = 'ann@example.com'

type Json = { readonly orders?: readonly { readonly label: string }[] }

onBothDatabases('With a session, over HTTP', database => {
  test('a customer finds the orders of their verified address by number, orders again and keeps a profile', async () => {
    const { shop, call } = await aServedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const id = await ordersAsGuest(shop, mug, email)
    const [ann, bob] = [await shop.joins(email), await shop.joins('bob@example.com')]
    await shop.staff.fulfillOrder({ id, event: { type: 'shipped', tracking_number: 'T-1042' } })
    const ask = async (cookie: string | undefined, method: string, path: string, body?: unknown) => {
      const response = await call(method, `/api${path}`, { cookie, body })
      return {
        status: response.status,
        cache: response.headers.get('cache-control'),
        json: (await response.json()) as Json,
      }
    }
    const mine = await ask(ann, 'GET', '/account/orders?status=open&limit=5')
    expect(mine).toMatchObject({
      status: 200,
      cache: 'private, no-store',
      json: { orders: [{ id, status: 'shipped', deliveries: [{ shipments: [{ tracking_number: 'T-1042' }] }] }] },
    })
    const { label } = mine.json.orders![0]!
    expect(await ask(ann, 'GET', `/orders/${label}`)).toMatchObject({ status: 200, json: { id } })
    expect(await ask(ann, 'POST', `/account/orders/${label}/reorder`, {})).toMatchObject({
      status: 201,
      json: { line_items: [{ item: { id: mug }, quantity: 1 }] },
    })
    const profile = { first_name: 'Ann', addresses: [{ ...berlin, default: true }] }
    const kept = await ask(ann, 'PUT', '/account/profile', profile)
    expect(kept).toMatchObject({ status: 200, cache: 'private, no-store', json: { email, ...profile } })
    expect((await ask(ann, 'PUT', '/account/profile', kept.json)).status).toBe(200)
    expect((await ask(ann, 'PUT', '/account/profile', kept.json)).status).toBe(409)
    expect(await ask(bob, 'GET', '/account/orders')).toMatchObject({ json: { orders: [] } })
    for (const path of [`/orders/${label}`, `/orders/${id}`]) expect((await ask(bob, 'GET', path)).status).toBe(404)
    expect((await ask(undefined, 'GET', `/orders/${label}`)).status).toBe(404)
    for (const path of ['/account/orders', '/account/profile'])
      expect(await ask(undefined, 'GET', path)).toMatchObject({ status: 401, json: { code: 'unauthorized' } })
  })

  test('prices of one’s own are kept by no cache, nor is a guest’s answer given to a customer', async () => {
    const { shop, call } = await aServedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const ann = await shop.joins(email)
    await shop.staff.saveCustomerGroup({ customer_group: { name: 'gold', members: [{ email }] } })
    const list = { title: 'Gold', currency: 'EUR', customer_group: 'gold', prices: [{ variant_id: mug, amount: 800 }] }
    await shop.staff.savePriceList({ price_list: list })
    const price = async (cookie?: string) => {
      const response = await call('POST', '/api/catalog/product', { cookie, body: { id: mug } })
      const { product } = (await response.json()) as { product: ProductView }
      const shared = response.headers.get('cache-control')?.includes('public')
      return [product.variants[0]!.price.amount, shared, response.headers.get('vary')?.includes('Cookie')]
    }
    for (let turn = 0; turn < 2; turn++) {
      expect(await price()).toEqual([1000, true, true])
      expect(await price(ann)).toEqual([800, false, true])
    }
  })
})
