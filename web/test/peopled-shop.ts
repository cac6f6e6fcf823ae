import { guest, system } from '@mitchweb/engine'
import { assistantSignal, type Shop } from '@mitchweb/engine/contract'
import { fillDemoShop } from '../../engine/src/index.ts'
import { berlin, buys, pays, readyCheckout, totalOf } from '../../engine/test/buying.ts'
import { buysOne, byToken } from '../../engine/test/saving.ts'
import { aConnectedShop, allows, type ConnectedShop } from '../../test/doors/connecting.ts'
import { aQuestion } from '../../test/doors/questions.ts'

type Cookie = { readonly name: string; readonly value: string; readonly url: string }

/** The demo shop after people were in it: what has an address of its own, and the cookies of two of them. */
export type PeopledShop = {
  readonly shop: ConnectedShop
  readonly places: Awaited<ReturnType<typeof people>>
  /** A word that finds something. */
  readonly word: string
  readonly close: () => Promise<void>
}

type Wishes = {
  /** What becomes of all that is said to the shop. */
  readonly telling?: (shop: Shop) => Shop
  readonly says?: (text: string) => string
  readonly word?: string
  /** What becomes of the storefront. */
  readonly pages?: NonNullable<Parameters<typeof aConnectedShop>[0]>['pages']
}

/** Everything that a page could have to show is there: carts, checkouts in every state, orders, assistants, budgets. */
export async function aPeopledShop({ telling = shop => shop, says = text => text, word = 'mug', pages }: Wishes = {}) {
  const shop = await aConnectedShop({ fill: staff => fillDemoShop(telling(staff)), ...(pages && { pages }) })
  return { shop, word, places: await people(shop, { telling, says }), close: shop.close } satisfies PeopledShop
}

type Told = Required<Pick<Wishes, 'telling' | 'says'>>

async function people(shop: ConnectedShop, { telling, says }: Told) {
  const staff = telling(shop.engine.as(system))
  const anybody = telling(shop.engine.as(guest))
  const idOf = async (handle: string) =>
    (await anybody.getProduct({ catalog: { id: handle } })).product.variants.find(
      ({ availability }) => availability.available,
    )?.id ?? ''
  const mug = await idOf('tarn-mug')
  const pan = await idOf('cast-iron-pan')
  const bundle = await idOf('tea-for-two')
  await rewardsOrders(staff)
  return {
    url: shop.url,
    ...(await theCatalogue(anybody)),
    ...(await theCheckouts(anybody, { mug, pan, assistant: says('Helper') })),
    ...(await theOrders({ staff, anybody, mug, bundle })),
    cart: cookieOf(shop, `mitchweb_cart=${await aCart(anybody, [mug, pan])}`),
    ...(await ann({ shop, staff, telling, says, mug, pan })),
  }
}

async function theCatalogue(anybody: Shop) {
  const { categories } = await anybody.listCategories({})
  const { collections } = await anybody.listCollections({})
  return {
    category: categories.find(({ parent }) => parent !== undefined)?.handle ?? '',
    collection: collections[0]?.handle ?? '',
    policy: 'returns',
    // With many variants, with what goes with it, put together from others, ordered before it is there.
    products: ['tarn-mug', 'lake-teapot', 'tea-for-two', 'stick-umbrella'],
  }
}

/** One group that everybody is in who bought something, and one that few will come into. */
async function rewardsOrders(staff: Shop): Promise<void> {
  for (const [name, orders] of [
    ['Friends', 1],
    ['Best friends', 100],
  ] as const)
    await staff.saveCustomerGroup({ customer_group: { name, rule: { within_days: 365, orders } } })
}

async function aCart(anybody: Shop, variants: readonly string[]): Promise<string> {
  const line_items = variants.map(id => ({ item: { id }, quantity: 1 }))
  const { id } = await anybody.createCart({ cart: { line_items, discounts: { codes: ['WELCOME10', 'NO-SUCH-CODE'] } } })
  return id
}

const cookieOf = ({ url }: ConnectedShop, text: string): Cookie => {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(text) ?? []
  return { name, value, url }
}

type Bought = { readonly mug: string; readonly pan: string }

/** A checkout in every state in which somebody could find it. */
async function theCheckouts(anybody: Shop, { mug, pan, assistant }: Bought & { readonly assistant: string }) {
  const line_items = [{ item: { id: mug }, quantity: 1 }]
  const ready = () => readyCheckout(anybody, { [mug]: 1, [pan]: 1 }, ['WELCOME10'])
  const paidBy = async (token: string) => {
    const checkout = await ready()
    const { id } = checkout
    await anybody.completeCheckout({ id, checkout: { payment: pays(token) }, expected_total: totalOf(checkout) })
    return id
  }
  const begun = await anybody.createCheckout({ checkout: { line_items } })
  const { postal_code: _, ...incomplete } = berlin
  const lacking = await anybody.createCheckout({
    checkout: {
      line_items,
      buyer: { email: 'ann@example.com' },
      fulfillment: { methods: [{ type: 'shipping', destinations: [incomplete] }] },
    },
  })
  const fetched = await anybody.createCheckout({
    checkout: { line_items, buyer: { email: 'ann@example.com' }, fulfillment: { methods: [{ type: 'pickup' }] } },
  })
  const prepared = await anybody.createCheckout({ checkout: { line_items, signals: { [assistantSignal]: assistant } } })
  const closed = await anybody.createCheckout({ checkout: { line_items } })
  await anybody.cancelCheckout({ id: closed.id })
  return {
    checkouts: {
      begun: begun.id,
      lacking: lacking.id,
      fetched: fetched.id,
      prepared: prepared.id,
      ready: (await ready()).id,
      declined: (await ready()).id,
      asked: await paidBy('needs_confirmation'),
      underWay: await paidBy('never'),
      done: await paidBy('success'),
      closed: closed.id,
    },
  }
}

type Selling = { readonly staff: Shop; readonly anybody: Shop; readonly mug: string; readonly bundle: string }

/** An order that was just placed, and one of which some came, some went back, and money with it. */
async function theOrders({ staff, anybody, mug, bundle }: Selling) {
  const pathOf = (url = '') => new URL(url).pathname
  const chosen = await readyCheckout(anybody, { [mug]: 1, [bundle]: 1 }, ['EARLYBIRD'])
  const placed = await anybody.completeCheckout({
    id: chosen.id,
    checkout: { payment: pays('success') },
    expected_total: totalOf(chosen),
  })
  const delivered = await buys(anybody, { [mug]: 3 })
  const id = delivered.order?.id ?? ''
  const line = (await staff.getOrder({ id })).line_items[0]?.id ?? ''
  const parcel = { carrier: 'Parcel people', tracking_url: 'https://track.example/1' }
  await staff.fulfillOrder({
    id,
    event: { type: 'shipped', ...parcel, tracking_number: 'Parcel one', description: 'It left the house' },
  })
  await staff.fulfillOrder({ id, event: { type: 'delivered', description: 'Left with a neighbour' } })
  const back = [{ id: line, quantity: 1, reason: 'damaged' as const }]
  const asked = await anybody.requestReturn({
    id: pathOf(delivered.order?.permalink_url).split('/')[2] ?? '',
    line_items: back,
    note: 'The handle broke off',
  })
  const return_id = asked.returns?.[0]?.id ?? ''
  await staff.refuseReturn({ id, return_id, reason: 'Please send a picture first' })
  await staff.refundOrder(
    { id, amount: 100, reason: 'For the trouble it was' },
    { idempotencyKey: crypto.randomUUID() },
  )
  return { orders: { placed: pathOf(placed.order?.permalink_url), delivered: pathOf(delivered.order?.permalink_url) } }
}

type Living = Told & Bought & { readonly shop: ConnectedShop; readonly staff: Shop }

/** Somebody with an account and all that one can have in it. */
async function ann({ shop, staff, telling, says, mug, pan }: Living) {
  const browser = await shop.joins('ann@example.com', says('Ann Lee'))
  const { actor } = await shop.engine.identify({ cookie: browser.cookie(), audience: shop.url })
  const self = telling(shop.engine.as(actor))
  await buysOne(self, mug, byToken('demo', 'success', { save: true }))
  await buys(self, { [pan]: 2 })
  const { addresses: _, ...profile } = await self.getProfile({})
  const addresses = [
    { ...berlin, default: true as const },
    { ...berlin, street_address: 'Old Street 5' },
  ]
  await self.updateProfile({
    profile: {
      version: profile.version,
      first_name: 'Ann',
      last_name: 'Lee',
      phone_number: '+49 30 1234567',
      addresses,
    },
  })
  const customer_id = actor.kind === 'customer' ? actor.customerId : ''
  await staff.issueStoreCredit({ store_credit: { customer_id, amount: 1200, currency: 'EUR' } })
  const { asked, clientId } = await aQuestion(shop, { name: says('Helper'), scope: 'checkout:write orders:read' })
  await allows(browser, asked)
  const another = await aQuestion(shop, { name: says('Another helper'), scope: 'checkout:write' })
  const consent = (await browser.goes(another.asked)).headers.get('location') ?? ''
  const categories = (await self.listCategories({})).categories.slice(0, 2).map(({ path }) => path)
  const expires_at = new Date(Date.now() + 30 * 86_400_000).toISOString()
  await self.grantMandate({
    mandate: { agent_id: clientId, currency: 'EUR', total: 10_000, ask_above: 3000, categories, expires_at },
  })
  const own = await readyCheckout(self, { [mug]: 1 })
  return { ann: cookieOf(shop, browser.cookie()), assistant: clientId, consent, ownCheckout: own.id }
}
