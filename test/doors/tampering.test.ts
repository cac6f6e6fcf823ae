import { describe, expect, test } from 'vitest'
import { CommerceError, type Shop } from '../../engine/src/contract.ts'
import { dumpOf, rowsOf } from '../../engine/test/database-rows.ts'
import { onSqlite } from '../../engine/test/databases.ts'
import { aFurnishedShop, aProduct, pays, readyCheckout, totalOf } from '../../engine/test/shop.ts'
import { openDoors } from './doors.ts'
import { throughEveryDoor } from './every-door.ts'
import { rawBodies } from './hostile-texts.ts'

/** What callers of other shops set to pay less. */
const priceFields: readonly string[] = [
  ...['price', 'unit_price', 'price_minor', 'list_price', 'compare_at', 'cost', 'amount', 'amounts', 'value', 'worth'],
  ...['total', 'totals', 'grand_total', 'subtotal', 'sum', 'balance', 'due', 'paid', 'currency', 'currency_code'],
  ...['discount', 'discount_amount', 'discount_total', 'rate_ppm', 'tax', 'taxes', 'tax_total', 'shipping', 'fee'],
  ...['free', 'status', 'order', 'exchange_rate', 'price_override'],
]
const values = [1, 0, [{ type: 'total', amount: 1 }]]

type Place = { readonly path: string; readonly put: (input: Input, field: object) => Input }
type Input = Record<string, unknown>

/** The places of an input into which a field can be slipped. */
function placesIn(input: Input): Place[] {
  const inside = (path: readonly string[]): Place => ({
    path: path.join('.') || 'the input',
    put: (whole, field) => at(whole, path, part => ({ ...part, ...field })),
  })
  return [inside([]), ...objectsIn(input).map(inside)]
}

function objectsIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => {
    const here = [...path, name]
    const isObject = typeof part === 'object' && part !== null && !Array.isArray(part)
    return [...(isObject ? [here] : []), ...objectsIn(part, here)]
  })
}

function at(value: unknown, [first, ...rest]: readonly string[], change: (part: Input) => Input): Input {
  if (first === undefined) return change(value as Input)
  if (!Array.isArray(value)) return { ...(value as Input), [first]: at((value as Input)[first], rest, change) }
  return value.map((part, index) => (String(index) === first ? at(part, rest, change) : part)) as unknown as Input
}

describe('a field that is no business of the buyer’s', () => {
  throughEveryDoor(
    'is refused or does not count, wherever it is slipped in',
    async ({ shop, mug, address, faults }) => {
      const lines = [{ item: { id: mug }, quantity: 2 }]
      const draft = { line_items: lines, buyer: { email: 'ann@example.com' }, discounts: { codes: ['TEN'] } }
      const cart = await shop.createCart({ cart: draft })
      const ready = await readyCheckout(shop, { [mug]: 2 }, ['TEN'])
      const [method] = ready.fulfillment.methods
      const chosen = {
        selected_destination_id: method!.selected_destination_id,
        groups: [{ selected_option_id: method!.groups[0]!.selected_option_id }],
      }
      const honest: Record<string, { input: Input; total: number; call: (input: never) => Promise<unknown> }> = {
        create_cart: { input: { cart: draft }, total: totalOf(cart), call: input => shop.createCart(input) },
        update_cart: {
          input: { id: cart.id, cart: draft },
          total: totalOf(cart),
          call: input => shop.updateCart(input),
        },
        create_checkout: {
          input: { checkout: draft },
          total: totalOf(cart),
          call: input => shop.createCheckout(input),
        },
        update_checkout: {
          input: { id: ready.id, checkout: { ...draft, fulfillment: { methods: [chosen] } } },
          total: totalOf(ready),
          call: input => shop.updateCheckout(input),
        },
      }
      let tried = 0
      for (const [name, { input, total, call }] of Object.entries(honest)) {
        const places = placesIn(input)
        for (const [index, field] of priceFields.entries()) {
          // Every field in one place of each call, another place each time, so that all of them are tried in turn.
          for (const place of [places[index % places.length]!, places[(index * 5 + 2) % places.length]!]) {
            const tampered = place.put(input, { [field]: values[index % values.length] })
            const about = `${name}: ${field} in ${place.path}`
            const answer = await call(tampered as never).catch((error: unknown) => error)
            if (answer instanceof CommerceError) expect(answer.code, about).toBe('invalid_input')
            else expect(totalOf(answer as never), about).toBe(total)
            tried += 1
          }
        }
      }
      expect(tried).toBeGreaterThan(200)
      await shop.updateCheckout(honest.update_checkout!.input as never)
      await paysNoLess({ shop, id: ready.id, total: totalOf(ready), address })
      expect(faults).toEqual([])
    },
  )
})

type Payment = { readonly shop: Shop; readonly id: string; readonly total: number; readonly address: string }

/** Paying is tried with every field; what is charged in the end is what the shop had said. */
async function paysNoLess({ shop, id, total, address }: Payment): Promise<void> {
  const payment = pays()
  const key = () => ({ idempotencyKey: crypto.randomUUID() })
  for (const [index, field] of priceFields.entries()) {
    const extra = { [field]: values[index % values.length] }
    const inputs = [
      { id, expected_total: 1, checkout: { payment, ...extra } },
      { id, expected_total: 1, checkout: { payment }, ...extra },
      { id, expected_total: 1, checkout: { payment: { instruments: [{ ...payment.instruments[0], ...extra }] } } },
    ]
    const answer = await shop.completeCheckout(inputs[index % 3] as never, key()).catch((error: unknown) => error)
    if (answer instanceof CommerceError) expect(answer.code, field).toBe('invalid_input')
    else expect(answer, field).toMatchObject({ status: 'ready_for_complete' })
  }
  const done = await shop.completeCheckout({ id, checkout: { payment }, expected_total: total }, key())
  expect([done.status, totalOf(done)]).toEqual(['completed', total])
  const charged = await rowsOf(address, `select amount from payments where reference = '${id}'`)
  expect(charged.map(row => Number(row.amount))).toEqual([total])
}

describe('a body that is no request', () => {
  const database = onSqlite()
  const bodies = rawBodies()

  test('is refused by every address, changes nothing and pollutes nothing', { timeout: 120_000 }, async () => {
    const { staff, guest: _, ...engine } = await aFurnishedShop(database)
    await aProduct(staff, 'mug')
    const doors = await openDoors(engine)
    const before = await dumpOf(await database.address())
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
    for (const { name, bytes, expect: expected } of bodies) {
      for (const url of [`${doors.url}/api/carts`, `${doors.url}/api/catalog/search`, doors.mcpUrl]) {
        const { status, text } = await fetch(url, { method: 'POST', headers, body: bytes as never }).then(
          async response => ({ status: response.status, text: await response.text() }),
        )
        // A search without any wish lists the shop; nothing else here is a request.
        const isRefused = status >= 400 && status < 500
        const maySearch = url.endsWith('/search') && (expected !== 'reject' || bytes.length === 0)
        expect(isRefused || (maySearch && status === 200), `${name} to ${url}: ${status} ${text.slice(0, 200)}`).toBe(
          true,
        )
        expect(text).not.toMatch(/\bat .*\.(?:ts|js|mjs):\d+/)
      }
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(await dumpOf(await database.address())).toEqual(before)
    expect(doors.faults).toEqual([])
    await doors.close()
  })
})
