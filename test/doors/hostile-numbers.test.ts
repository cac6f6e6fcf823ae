import { expect, test } from 'vitest'
import { z } from 'zod'
import { CommerceError, operationByName, operations, type Shop, shopperScopes } from '../../engine/src/contract.ts'
import { dumpOf } from '../../engine/test/database-rows.ts'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { aFurnishedShop, aProduct, readyCheckout } from '../../engine/test/shop.ts'
import { type DoorName, throughEveryDoor } from './every-door.ts'

/** No number of units of anything. */
const badCounts: readonly unknown[] = [
  ...[-1, 1.5, Number.POSITIVE_INFINITY, Number.NaN, '1', '٣', true, null, [], {}],
  ...[2 ** 31, 2 ** 53, 2 ** 53 + 2, 1e21, '1e3', ' 1', [1], '0x1'],
]
const badQuantities = [0, -0, ...badCounts]
/** A measure may have a fraction and a sign. */
const badMeasures: readonly unknown[] = [
  ...[Number.POSITIVE_INFINITY, Number.NaN, '1', '٣', true, null, [], {}],
  ...[2 ** 53, 1e21, -1e21, '1e3', ' 1', [1], '0x1'],
]

type Field = { readonly path: string; readonly input: (value: unknown) => unknown; readonly bad: readonly unknown[] }
type Ids = { readonly mug: string; readonly cart: string; readonly checkout: string }

/** Every number that a shopper can send, in a call that is right but for it. */
const shopperFields = ({ mug, cart, checkout }: Ids): Record<string, Field[]> => {
  const lines = (quantity: unknown) => [{ item: { id: mug }, quantity }]
  const paying = (amount: unknown) => ({
    instruments: [{ id: 'card', handler_id: 'gift_card', type: 'gift_card', amount }],
  })
  const search = (path: string, catalog: (value: unknown) => object, bad = badCounts): Field => ({
    path: `catalog.${path}`,
    input: value => ({ catalog: catalog(value) }),
    bad,
  })
  const priced = [
    search('filters.price.min', min => ({ filters: { price: { min } } })),
    search('filters.price.max', max => ({ filters: { price: { max } } })),
    ...['min', 'max'].map(end =>
      search(
        `filters.attributes.${end}`,
        value => ({ filters: { attributes: [{ name: 'Size', [end]: value }] } }),
        badMeasures,
      ),
    ),
  ]
  const found = (rest: object) =>
    priced.map(field => ({
      ...field,
      input: (value: unknown) => ({ catalog: { ...rest, ...(field.input(value) as { catalog: object }).catalog } }),
    }))
  return {
    search_catalog: [
      ...priced,
      search('facet_limit', facet_limit => ({ facet_limit }), badQuantities),
      search('pagination.limit', limit => ({ pagination: { limit } }), badQuantities),
    ],
    recommend_products: [search('limit', limit => ({ ids: [mug], limit }), badQuantities)],
    estimate_delivery: [search('quantity', quantity => ({ id: mug, quantity }), badQuantities)],
    suggest_searches: [{ path: 'limit', input: limit => ({ query: 'a', limit }), bad: badQuantities }],
    list_collections: [{ path: 'limit', input: limit => ({ limit }), bad: badQuantities }],
    list_orders: [{ path: 'limit', input: limit => ({ limit }), bad: badQuantities }],
    lookup_catalog: found({ ids: [mug] }),
    get_product: [
      ...found({ id: mug }),
      search('pagination.limit', limit => ({ id: mug, pagination: { limit } }), badQuantities),
    ],
    search_store_policies: [{ path: 'limit', input: limit => ({ query: 'a', limit }), bad: badQuantities }],
    create_cart: [
      {
        path: 'cart.line_items.quantity',
        input: value => ({ cart: { line_items: lines(value) } }),
        bad: badQuantities,
      },
    ],
    update_cart: [
      {
        path: 'cart.line_items.quantity',
        input: value => ({ id: cart, cart: { line_items: lines(value) } }),
        bad: badQuantities,
      },
    ],
    create_checkout: [
      {
        path: 'checkout.line_items.quantity',
        input: value => ({ checkout: { line_items: lines(value) } }),
        bad: badQuantities,
      },
      {
        path: 'checkout.payment.instruments.amount',
        input: value => ({ checkout: { line_items: lines(1), payment: paying(value) } }),
        bad: badCounts,
      },
    ],
    update_checkout: [
      {
        path: 'checkout.line_items.quantity',
        input: value => ({ id: checkout, checkout: { line_items: lines(value) } }),
        bad: badQuantities,
      },
      {
        path: 'checkout.payment.instruments.amount',
        input: value => ({ id: checkout, checkout: { payment: paying(value) } }),
        bad: badCounts,
      },
    ],
    request_return: [
      {
        path: 'line_items.quantity',
        input: quantity => ({ id: 'ord_none', line_items: [{ id: 'li_1', quantity, reason: 'other' }] }),
        bad: badQuantities,
      },
    ],
    complete_checkout: [
      { path: 'expected_total', input: value => ({ id: checkout, expected_total: value }), bad: badCounts },
      {
        path: 'checkout.payment.instruments.amount',
        input: value => ({ id: checkout, checkout: { payment: paying(value) } }),
        bad: badCounts,
      },
    ],
  }
}

/** What REST asks for with an address and no body, and what no tool asks for. */
const inAddresses = ['search_store_policies', 'suggest_searches', 'list_collections', 'list_orders']
const notTools = ['estimate_delivery', 'suggest_searches', 'list_collections']

/** An address holds text alone, so there "1" is how one is written; JSON carries no NaN and no infinity. */
function canCarry(door: DoorName, name: string, value: unknown): boolean {
  if (door.startsWith('MCP') && notTools.includes(name)) return false
  if (door === 'REST' && inAddresses.includes(name)) return value !== '1' && !Array.isArray(value)
  return true
}

throughEveryDoor('no number that is none is taken for one, and nothing changes', async visit => {
  const { shop, mug, door, address } = visit
  const cart = await shop.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
  const checkout = await readyCheckout(shop, { [mug]: 1 })
  const before = await dumpOf(address)
  let tried = 0
  for (const [name, fields] of Object.entries(shopperFields({ mug, cart: cart.id, checkout: checkout.id }))) {
    for (const { path, input, bad } of fields) {
      for (const value of bad.filter(each => canCarry(door, name, each))) {
        const refusal = await callByName(shop, name, input(value)).then(
          () => `${name} took ${path} = ${String(value)}`,
          (error: unknown) => error,
        )
        expect(refusal, `${name} ${path} = ${JSON.stringify(value)}`).toBeInstanceOf(CommerceError)
        expect((refusal as CommerceError).code, `${name} ${path} = ${JSON.stringify(value)}`).toBe('invalid_input')
        tried += 1
      }
    }
  }
  expect(tried).toBeGreaterThan(200)
  expect(await dumpOf(address)).toEqual(before)
  expect(visit.faults).toEqual([])
})

test('every number of the shopper’s operations is among those tried', () => {
  const tried = shopperFields({ mug: '', cart: '', checkout: '' })
  const expected = operations
    .filter(({ scope }) => shopperScopes.includes(scope))
    .flatMap(({ name, input }) =>
      numbersIn(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })).map(path => `${name} ${path}`),
    )
  const covered = Object.entries(tried).flatMap(([name, fields]) => fields.map(({ path }) => `${name} ${path}`))
  expect(covered.sort()).toEqual(expected.sort())
})

type Schema = { type?: unknown; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[] }

function numbersIn(schema: unknown, path = ''): string[] {
  const { type, properties = {}, items, anyOf = [] } = schema as Schema
  if (type === 'integer' || type === 'number') return [path]
  return [
    ...Object.entries(properties).flatMap(([name, part]) => numbersIn(part, path === '' ? name : `${path}.${name}`)),
    ...(items ? numbersIn(items, path) : []),
    ...anyOf.flatMap(part => numbersIn(part, path)),
  ]
}

const callByName = (shop: Shop, name: string, input: unknown): Promise<unknown> => {
  const method = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof Shop
  const key = operationByName.get(name)?.effect === 'charge' ? { idempotencyKey: crypto.randomUUID() } : {}
  return (shop[method] as (input: unknown, options: object) => Promise<unknown>)(input, key)
}

onBothDatabases('Merchants', database => {
  test('cannot save a number that is none either', async () => {
    const { staff } = await aFurnishedShop(database)
    const variant_id = await aProduct(staff, 'mug')
    const product = (variant: object) => ({ products: [{ title: 'New', variants: [{ prices: [], ...variant }] }] })
    const promotion = { code: 'NEW', title: 'New' }
    const rate = { title: 'New', prices: [{ currency: 'EUR', amount: 1 }], minimum_days: 1, maximum_days: 2 }
    const stock = { on_hand: 1, tracked: true, backorder: false }
    const calls: Record<string, (value: unknown) => [string, unknown]> = {
      price: amount => ['set_prices', { prices: [{ variant_id, currency: 'EUR', amount }] }],
      'compare-at price': compare_at => [
        'set_prices',
        { prices: [{ variant_id, currency: 'EUR', amount: 1, compare_at }] },
      ],
      'counted stock': to => ['adjust_stock', { adjustments: [{ variant_id, to }] }],
      'imported price': amount => ['import_products', product({ prices: [{ currency: 'EUR', amount }] })],
      weight: weight_grams => ['import_products', product({ weight_grams })],
      share: rate_ppm => ['save_promotion', { promotion: { ...promotion, rate_ppm } }],
      'amount off': amount => [
        'save_promotion',
        { promotion: { ...promotion, amounts: [{ currency: 'EUR', amount }] } },
      ],
      limit: usage_limit => ['save_promotion', { promotion: { ...promotion, rate_ppm: 1, usage_limit } }],
      'tax rate': rate_ppm => ['save_tax_rate', { tax_rate: { title: 'New', country: 'FR', rate_ppm } }],
      'delivery price': amount => [
        'save_shipping_rate',
        { shipping_rate: { ...rate, prices: [{ currency: 'EUR', amount }] } },
      ],
      days: minimum_days => ['save_shipping_rate', { shipping_rate: { ...rate, minimum_days } }],
      'imported stock': on_hand => ['import_products', product({ stock: { ...stock, on_hand } })],
    }
    const before = await dumpOf(await database.address())
    for (const [what, callWith] of Object.entries(calls)) {
      for (const value of badCounts.filter(each => isBad(what, each))) {
        const [name, input] = callWith(value)
        await expect(callByName(staff, name, input), `${what} = ${String(value)}`).rejects.toMatchObject({
          code: 'invalid_input',
        })
      }
    }
    expect(await dumpOf(await database.address())).toEqual(before)
  })
})

/** Stock is below zero where a shop has sold more than it counted. */
const isBad = (what: string, value: unknown): boolean => !(what === 'imported stock' && value === -1)
