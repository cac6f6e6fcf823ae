import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, berlin, buys, pays, readyCheckout, totalOf } from './shop.ts'

const codesOf = (view: { messages: { code?: string | undefined }[] }) => view.messages.map(message => message.code)

onBothDatabases('Buying', database => {
  test('a product with a code and delivery is priced, paid and ordered, and its stock falls', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1290, stock: 5 })
    const checkout = await readyCheckout(shop.guest, { [mug]: 2 }, ['ten'])
    expect(checkout).toMatchObject({ status: 'ready_for_complete', currency: 'EUR' })
    expect(checkout.totals.map(({ type, amount }) => [type, amount])).toEqual([
      ['subtotal', 2580],
      ['items_discount', -258],
      ['fulfillment', 490],
      ['total', 2812],
    ])
    const done = await shop.guest.completeCheckout({
      id: checkout.id,
      checkout: { payment: pays() },
      expected_total: 2812,
    })
    expect(done).toMatchObject({ status: 'completed', order: { label: 'MW-1001' } })
    expect(done.continue_url).toBeUndefined()
    const order = await shop.guest.getOrder({ id: done.order!.id })
    expect(order).toMatchObject({
      checkout_id: checkout.id,
      line_items: [{ quantity: { original: 2, total: 2, fulfilled: 0 }, status: 'processing' }],
    })
    expect(totalOf(order)).toBe(2812)
    const { stock } = await shop.staff.getStock({ variant_ids: [mug] })
    expect(stock).toMatchObject([{ on_hand: 3, reserved: 0, available: 3 }])
  })

  test('every answer says what is missing and what to do next', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const bare = await shop.guest.createCheckout({ checkout: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
    expect(bare.status).toBe('incomplete')
    expect(codesOf(bare)).toEqual(['missing_email', 'missing_destination'])
    expect(bare.next_actions[0]).toMatchObject({ operation: 'update_checkout' })
    expect(bare.continue_url).toBe(`https://shop.test/checkout/${bare.id}`)
    const addressed = await shop.guest.updateCheckout({
      id: bare.id,
      checkout: {
        buyer: { email: 'ann@example.com' },
        fulfillment: { methods: [{ destinations: [{ ...berlin, postal_code: '' }] }] },
      },
    })
    expect(codesOf(addressed)).toEqual(['address_incomplete'])
    const abroad = await shop.guest.updateCheckout({
      id: bare.id,
      checkout: {
        buyer: { email: 'ann@example.com' },
        fulfillment: { methods: [{ destinations: [{ ...berlin, address_country: 'FR' }] }] },
      },
    })
    expect(codesOf(abroad)).toEqual(['address_undeliverable'])
    const refused = await shop.guest.completeCheckout({ id: bare.id, checkout: { payment: pays() } })
    expect(refused.status).toBe('incomplete')
    expect(codesOf(refused)).toEqual(['address_undeliverable'])
  })

  test('a second shopper cannot take the last mug', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const [ann, bob] = [await readyCheckout(shop.guest, { [mug]: 1 }), await readyCheckout(shop.guest, { [mug]: 1 })]
    await shop.guest.completeCheckout({ id: ann.id, checkout: { payment: pays() } })
    const late = await shop.guest.completeCheckout({ id: bob.id, checkout: { payment: pays() } })
    expect(late).toMatchObject({ status: 'incomplete', messages: [{ code: 'out_of_stock', path: '$.line_items[0]' }] })
  })

  test('two lines of one variant share its stock', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 3 })
    const line = { item: { id: mug }, quantity: 2 }
    const checkout = await shop.guest.createCheckout({ checkout: { line_items: [line, line] } })
    expect(codesOf(checkout)).toContain('out_of_stock')
  })

  test('a price that moved charges nothing until the buyer agrees', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1000 })
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
    await shop.staff.setPrices({ prices: [{ variant_id: mug, currency: 'EUR', amount: 1500 }] })
    const moved = await shop.guest.completeCheckout({
      id: checkout.id,
      checkout: { payment: pays() },
      expected_total: 1490,
    })
    expect(codesOf(moved)).toEqual(['price_changed', 'total_changed'])
    expect(moved.status).toBe('ready_for_complete')
    const done = await shop.guest.completeCheckout({
      id: checkout.id,
      checkout: { payment: pays() },
      expected_total: totalOf(moved),
    })
    expect(done.status).toBe('completed')
    expect(totalOf(done)).toBe(1990)
  })

  test('a declined payment leaves the checkout open and the stock free', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const declined = await buys(shop.guest, { [mug]: 1 }, 'declined')
    expect(declined).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 1, reserved: 0 }])
    const done = await shop.guest.completeCheckout({ id: declined.id, checkout: { payment: pays() } })
    expect(done.status).toBe('completed')
  })

  test('without an instrument a person pays at continue_url', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
    const waiting = await shop.guest.completeCheckout({ id: checkout.id })
    expect(waiting).toMatchObject({
      status: 'requires_escalation',
      continue_url: checkout.continue_url,
      messages: [{ code: 'payment_required', severity: 'requires_buyer_review' }],
    })
    const done = await shop.guest.completeCheckout({
      id: checkout.id,
      checkout: { payment: pays() },
      expected_total: totalOf(checkout),
    })
    expect(done.status).toBe('completed')
    expect(await shop.guest.getCheckout({ id: checkout.id })).toMatchObject({
      status: 'completed',
      order: { id: done.order!.id },
    })
  })

  test('a payment that a person confirms becomes an order only then', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const waiting = await buys(shop.guest, { [mug]: 1 }, 'needs_confirmation')
    expect(waiting.status).toBe('requires_escalation')
    expect(waiting.order).toBeUndefined()
    expect(await shop.demoBank!.pending(waiting.id)).toEqual({ amount: totalOf(waiting), currency: 'EUR' })
    await expect(shop.guest.updateCheckout({ id: waiting.id, checkout: {} })).rejects.toMatchObject({
      code: 'invalid_state',
    })
    await shop.demoBank!.decide(waiting.id, 'approve')
    expect(await shop.guest.getCheckout({ id: waiting.id })).toMatchObject({
      status: 'completed',
      order: { label: 'MW-1001' },
    })
  })

  test('a payment that a person refuses frees everything', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const waiting = await buys(shop.guest, { [mug]: 1 }, 'needs_confirmation')
    await shop.demoBank!.decide(waiting.id, 'refuse')
    expect(await shop.guest.getCheckout({ id: waiting.id })).toMatchObject({ status: 'ready_for_complete' })
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ reserved: 0 }])
  })

  test('a payment whose answer was lost is found by the sweeper, and charged once', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const unknown = await buys(shop.guest, { [mug]: 1 }, 'lost_answer')
    expect(unknown).toMatchObject({ status: 'complete_in_progress', messages: [{ code: 'payment_pending' }] })
    shop.wait(60_000)
    await shop.sweep()
    expect(await shop.guest.getCheckout({ id: unknown.id })).toMatchObject({ status: 'completed' })
    await shop.sweep()
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 9, reserved: 0 }])
  })

  test('a late payment becomes an order, and one that never comes is given up', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const late = await buys(shop.guest, { [mug]: 1 }, 'late')
    const never = await buys(shop.guest, { [mug]: 2 }, 'never')
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 10, reserved: 3 }])
    shop.wait(60_000)
    await shop.sweep()
    expect(await shop.guest.getCheckout({ id: late.id })).toMatchObject({ status: 'completed' })
    expect(await shop.guest.getCheckout({ id: never.id })).toMatchObject({ status: 'complete_in_progress' })
    shop.wait(16 * 60_000)
    await shop.sweep()
    expect(await shop.guest.getCheckout({ id: never.id })).toMatchObject({ status: 'ready_for_complete' })
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 9, reserved: 0 }])
  })

  test('money that comes after its stock is gone goes back', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const waiting = await buys(shop.guest, { [mug]: 1 }, 'needs_confirmation')
    shop.wait(16 * 60_000)
    await shop.sweep()
    expect((await buys(shop.guest, { [mug]: 1 })).status).toBe('completed')
    await shop.demoBank!.decide(waiting.id, 'approve')
    const refunded = await shop.guest.getCheckout({ id: waiting.id })
    expect(refunded.order).toBeUndefined()
    expect(codesOf(refunded)).toContain('payment_failed')
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 0, reserved: 0 }])
  })

  test('a free cart is ordered without a payment', async () => {
    const shop = await aFurnishedShop(database)
    const sticker = await aProduct(shop.staff, 'sticker', { price: 0, shipped: false })
    const done = await buys(shop.guest, { [sticker]: 1 })
    expect(done).toMatchObject({ status: 'completed' })
    const order = await shop.guest.getOrder({ id: done.order!.id })
    expect(order.fulfillment.expectations).toMatchObject([{ method_type: 'digital' }])
  })

  test('the same cart has one open checkout, and follows the cart while it is open', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const cart = await shop.guest.createCart({
      cart: { line_items: [{ item: { id: mug }, quantity: 1 }], discounts: { codes: ['TEN'] } },
    })
    const [first, second] = await Promise.all([
      shop.guest.createCheckout({ checkout: { cart_id: cart.id } }),
      shop.guest.createCheckout({ checkout: { cart_id: cart.id, line_items: [] } }),
    ])
    expect(second.id).toBe(first.id)
    expect(first.discounts.codes).toEqual(['TEN'])
    await shop.guest.updateCart({ id: cart.id, cart: { line_items: [{ item: { id: mug }, quantity: 3 }] } })
    const third = await shop.guest.createCheckout({ checkout: { cart_id: cart.id } })
    expect(third).toMatchObject({ id: first.id, line_items: [{ quantity: 3 }], discounts: { codes: [] } })
  })

  test('a cart that was ordered cannot be bought a second time, and one that was changed since can', async () => {
    const shop = await aFurnishedShop(database)
    const sticker = await aProduct(shop.staff, 'sticker', { shipped: false })
    const line = { item: { id: sticker }, quantity: 1 }
    const buy = async (cartId: string) => {
      const { id } = await shop.guest.createCheckout({ checkout: { cart_id: cartId } })
      return shop.guest.completeCheckout({ id, checkout: { payment: pays() } })
    }
    const cart = await shop.guest.createCart({ cart: { line_items: [line], buyer: { email: 'ann@example.com' } } })
    expect((await buy(cart.id)).status).toBe('completed')
    await expect(shop.guest.createCheckout({ checkout: { cart_id: cart.id } })).rejects.toMatchObject({
      code: 'invalid_state',
    })
    expect((await shop.guest.getCart({ id: cart.id })).next_actions).toMatchObject([{ operation: 'create_cart' }])
    const other = await shop.guest.createCart({ cart: { line_items: [line], buyer: { email: 'ann@example.com' } } })
    const begun = await shop.guest.createCheckout({ checkout: { cart_id: other.id } })
    await shop.guest.updateCart({
      id: other.id,
      cart: { line_items: [line, line], buyer: { email: 'ann@example.com' } },
    })
    await shop.guest.completeCheckout({ id: begun.id, checkout: { payment: pays() } })
    expect((await buy(other.id)).status).toBe('completed')
  })

  test('an update replaces the whole, and the same address keeps its id', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 }, ['TEN'])
    const destination = checkout.fulfillment.methods[0]!.selected_destination_id
    const emptied = await shop.guest.updateCheckout({ id: checkout.id, checkout: {} })
    expect(emptied).toMatchObject({ status: 'incomplete', discounts: { codes: [] }, line_items: [{ quantity: 1 }] })
    expect(emptied.buyer).toBeUndefined()
    const again = await shop.guest.updateCheckout({
      id: checkout.id,
      checkout: { fulfillment: { methods: [{ destinations: [berlin] }] } },
    })
    expect(again.fulfillment.methods[0]!.selected_destination_id).toBe(destination)
  })

  test('what is final says so, and the key that finished it is answered again', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
    const input = { id: checkout.id, checkout: { payment: pays() }, expected_total: totalOf(checkout) }
    const key = { idempotencyKey: '1f0c6a5e-7d0a-4b1e-9f0e-000000000001' }
    const first = await shop.guest.completeCheckout(input, key)
    expect(await shop.guest.completeCheckout(input, key)).toEqual(first)
    const other = { idempotencyKey: '1f0c6a5e-7d0a-4b1e-9f0e-000000000002' }
    await expect(shop.guest.completeCheckout(input, other)).rejects.toMatchObject({ code: 'invalid_state' })
    await expect(shop.guest.completeCheckout({ ...input, expected_total: 1 }, key)).rejects.toMatchObject({
      code: 'idempotency_conflict',
    })
    await expect(shop.guest.updateCheckout({ id: checkout.id, checkout: {} })).rejects.toMatchObject({
      code: 'invalid_state',
    })
    await expect(shop.guest.cancelCheckout({ id: checkout.id })).rejects.toMatchObject({ code: 'invalid_state' })
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 9 }])
  })

  test('a repeated call without a key is still the same purchase', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
    const input = { id: checkout.id, checkout: { payment: pays() } }
    const first = await shop.guest.completeCheckout(input)
    expect(await shop.guest.completeCheckout(input)).toEqual(first)
  })

  test('a checkout expires, and its answers say so', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
    shop.wait(7 * 3_600_000)
    expect(await shop.guest.getCheckout({ id: checkout.id })).toMatchObject({
      status: 'canceled',
      messages: [{ code: 'canceled' }],
    })
    await expect(shop.guest.completeCheckout({ id: checkout.id, checkout: { payment: pays() } })).rejects.toMatchObject(
      { code: 'invalid_state' },
    )
    expect(await shop.sweep()).toMatchObject({ checkouts: 1 })
  })

  test('a cancelled checkout gives back what a waiting payment held, and late money goes back', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const waiting = await buys(shop.guest, { [mug]: 1 }, 'needs_confirmation')
    const canceled = await shop.guest.cancelCheckout({ id: waiting.id })
    expect(canceled.status).toBe('canceled')
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 1, reserved: 0 }])
    await shop.demoBank!.decide(waiting.id, 'approve')
    expect(await shop.guest.getCheckout({ id: waiting.id })).toMatchObject({ status: 'canceled' })
    expect((await buys(shop.guest, { [mug]: 1 })).status).toBe('completed')
  })

  test('saved addresses are offered to who is signed in, and to nobody who only knows the e-mail', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const ann = shop.as({ kind: 'customer', customerId: 'cus_ann' })
    expect((await buys(ann, { [mug]: 1 })).status).toBe('completed')
    const draft = { line_items: [{ item: { id: mug }, quantity: 1 }], buyer: { email: 'ann@example.com' } }
    const known = await ann.createCheckout({ checkout: draft })
    expect(known.fulfillment.methods[0]!.destinations).toMatchObject([berlin])
    const chosen = known.fulfillment.methods[0]!.destinations[0]!.id
    const { line_items: _, ...rest } = draft
    const selected = await ann.updateCheckout({
      id: known.id,
      checkout: { ...rest, fulfillment: { methods: [{ selected_destination_id: chosen }] } },
    })
    expect(codesOf(selected)).toEqual(['missing_fulfillment_option'])
    const stranger = await shop.guest.createCheckout({ checkout: draft })
    expect(stranger.fulfillment.methods[0]!.destinations).toEqual([])
    await expect(shop.guest.getCheckout({ id: known.id })).rejects.toMatchObject({ code: 'not_found' })
  })
})
