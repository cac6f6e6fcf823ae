import { expect, test } from 'vitest'
import type { OperationName } from '../src/contract.ts'
import { operations } from '../src/contract.ts'
import { guest, system } from '../src/index.ts'
import { useCases } from '../src/use-cases.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct } from './shop.ts'

test('every operation of the contract has exactly one use case of its kind', () => {
  const table = { read: useCases.reads, write: useCases.writes, charge: useCases.charges }
  for (const { name, effect } of operations) expect(Object.keys(table[effect])).toContain(name)
  const all = Object.values(table).flatMap(part => Object.keys(part))
  expect(all.sort()).toEqual(operations.map(operation => operation.name).sort())
})

const key = (n: number) => ({ idempotencyKey: `5b0c8f0e-0000-4000-8000-${String(n).padStart(12, '0')}` })

onBothDatabases('A call', database => {
  test('needs the scope of its operation', async () => {
    const shop = await aFurnishedShop(database)
    const clerk = shop.as({ kind: 'staff', staffId: 'cara', scopes: ['inventory:read'] })
    const mug = await aProduct(shop.staff, 'mug')
    expect((await clerk.getStock({ variant_ids: [mug] })).stock).toHaveLength(1)
    await expect(clerk.adjustStock({ adjustments: [{ variant_id: mug, by: 5 }] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(shop.guest.getStock({ variant_ids: [mug] })).rejects.toMatchObject({
      code: 'forbidden',
      details: { scope: 'inventory:read' },
    })
  })

  test('is refused with the place of what is wrong, and changes nothing', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const wrong = [
      [{ cart: { line_items: [{ item: { id: mug }, quantity: 0 }] } }, '$.cart.line_items[0].quantity'],
      [{ cart: { line_items: [{ item: { id: mug, price: 1 }, quantity: 1 }] } }, '$.cart.line_items[0].item'],
      [{ cart: { line_items: [], total: 1 } }, '$.cart'],
      [{ basket: {} }, '$.cart'],
      [null, '$'],
    ] as const
    for (const [input, path] of wrong) {
      await expect(shop.perform(guest, 'create_cart', input)).rejects.toMatchObject({
        code: 'invalid_input',
        details: { path },
      })
    }
    await expect(shop.perform(guest, 'open_sesame' as OperationName, {})).rejects.toMatchObject({
      code: 'unknown_operation',
    })
  })

  test('repeated with its key gets the same answer and has one effect', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const input = { cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } }
    const answers = await Promise.all(Array.from({ length: 100 }, () => shop.guest.createCart(input, key(1))))
    expect(new Set(answers.map(cart => cart.id)).size).toBe(1)
    const other = { cart: { line_items: [{ item: { id: mug }, quantity: 2 }] } }
    await expect(shop.guest.createCart(other, key(1))).rejects.toMatchObject({ code: 'idempotency_conflict' })
    expect((await shop.guest.createCart(other, key(2))).id).not.toBe(answers[0]!.id)
    expect((await shop.staff.createCart(input, key(1))).id).not.toBe(answers[0]!.id)
  })

  test('that was refused may be repeated with its key once it is right', async () => {
    const shop = await aFurnishedShop(database)
    const missing = { cart: { line_items: [{ item: { id: 'var_none' }, quantity: 1 }] } }
    await expect(shop.guest.createCart(missing, key(3))).rejects.toMatchObject({ code: 'item_unavailable' })
    const mug = await aProduct(shop.staff, 'mug')
    expect(
      await shop.guest.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } }, key(3)),
    ).toMatchObject({ currency: 'EUR' })
  })

  test('of a guest needs a key that nobody else makes', async () => {
    const shop = await aFurnishedShop(database)
    for (const idempotencyKey of ['1', 'my key with blanks in it', 'ключ-ключ-ключ-ключ']) {
      await expect(shop.guest.createCart({ cart: { line_items: [] } }, { idempotencyKey })).rejects.toMatchObject({
        code: 'invalid_input',
      })
    }
    await expect(
      shop.perform(system, 'create_cart', { cart: { line_items: [] } }, { idempotencyKey: '1' }),
    ).resolves.toBeDefined()
  })
})
