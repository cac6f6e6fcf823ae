import { expect, test } from 'vitest'
import { assistantSignal, dropEchoes, operationByName } from '../src/contract.ts'
import type { Actor } from '../src/index.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { agentOf, letsAct } from './mandating.ts'
import { aFurnishedShop, aProduct, berlin } from './shop.ts'

const ann: Actor = { kind: 'customer', customerId: 'cus_ann' }
const buyer = { email: 'ann@example.com' }
const fulfillment = { methods: [{ destinations: [berlin] }] }

onBothDatabases('A checkout that an assistant prepares', database => {
  const aShopWithMug = async () => {
    const shop = await aFurnishedShop(database)
    const line_items = [{ item: { id: await aProduct(shop.staff, 'mug') }, quantity: 1 }]
    return { shop, line_items }
  }
  const calling = (name: unknown) => ({ [assistantSignal]: name })

  test('says by which of its customer’s assistants, and still says so when the customer has changed it', async () => {
    const { shop, line_items } = await aShopWithMug()
    await letsAct(database, { customerId: 'cus_ann' })
    const agent = shop.as(agentOf('cus_ann'))
    const { id, prepared_by } = await agent.createCheckout({ checkout: { line_items, signals: calling('Impostor') } })
    expect(prepared_by).toEqual({ name: 'Helper', connected: true })
    const changed = await shop.as(ann).updateCheckout({ id, checkout: { buyer, fulfillment } })
    expect(changed.prepared_by).toEqual(prepared_by)
    expect((await agent.getCheckout({ id })).fulfillment.methods[0]?.destinations).toMatchObject([berlin])
  })

  test('says what a stranger’s calls itself, as one short line and never as a connected one', async () => {
    const { shop, line_items } = await aShopWithMug()
    const name = `Cl${'a'.repeat(80)}\n\u202e<b>ude`
    const { prepared_by } = await shop.guest.createCheckout({ checkout: { line_items, signals: calling(name) } })
    expect(prepared_by).toEqual({ name: `Cl${'a'.repeat(58)}`, connected: false })
    for (const nobody of [' \u200b\n', 7, undefined]) {
      const made = await shop.guest.createCheckout({ checkout: { line_items, signals: calling(nobody) } })
      expect(made.prepared_by).toBeUndefined()
    }
  })

  test('keeps where its buyer came from when a person changes it, who was never shown that', async () => {
    const { shop, line_items } = await aShopWithMug()
    const attribution = { utm_source: 'assistant', reference: 'their-7' }
    const { id } = await shop.guest.createCheckout({ checkout: { line_items, attribution } })
    await shop.guest.updateCheckout({ id, checkout: { buyer, fulfillment } })
    const rows = await rowsOf(await database.address(), `select attribution from checkouts where id = '${id}'`)
    const [kept] = rows.map(row =>
      typeof row.attribution === 'string' ? JSON.parse(row.attribution) : row.attribution,
    )
    expect(kept).toEqual(attribution)
  })

  test('may be sent back whole, and nobody becomes its assistant by that', async () => {
    const { shop, line_items } = await aShopWithMug()
    const made = await shop.guest.createCheckout({ checkout: { line_items } })
    const sent = { checkout: { line_items, prepared_by: { name: 'Somebody', connected: true } } }
    const kept = dropEchoes(sent, operationByName.get('update_checkout')?.echoes)
    expect(kept).toEqual({ checkout: { line_items } })
    const { prepared_by } = await shop.guest.updateCheckout({ id: made.id, ...(kept as { checkout: object }) })
    expect(prepared_by).toBeUndefined()
  })
})
