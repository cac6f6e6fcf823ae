import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import type { CheckoutView, InputOf, Shop, VariantView } from '../src/contract.ts'
import { fillDemoShop } from '../src/demo/index.ts'
import { demoCustomers } from '../src/demo/trade.ts'
import { openEngine, system } from '../src/index.ts'
import { countedIds } from '../src/shared/ids.ts'
import type { TestDatabase } from './databases.ts'
import { aShop, pays, type TestShop, totalOf } from './shop.ts'

export type DemoShop = TestShop & {
  /** The codes of its gift cards, by currency. */
  readonly giftCards: Readonly<Record<string, string>>
}

const filledAt = new Date('2026-03-02T09:00:00Z')

/**
 * The demo shop an hour after it was filled: Monday, eleven o'clock in Berlin. On SQLite it is filled once for a test file
 * and copied for each test.
 */
export async function theDemo(database: TestDatabase): Promise<DemoShop> {
  if (database.dialect !== 'sqlite') return openedAfter(database, await filled(await database.address()))
  filledFile ??= fillFile()
  const { file, giftCards } = await filledFile
  await copyFile(file, await database.address())
  return openedAfter(database, giftCards)
}

type GiftCards = DemoShop['giftCards']

let filledFile: Promise<{ readonly file: string; readonly giftCards: GiftCards }> | undefined

async function fillFile() {
  const file = join(await mkdtemp(join(tmpdir(), 'mitchweb-demo-')), 'shop.db')
  return { file, giftCards: await filled(file) }
}

afterAll(async () => {
  if (filledFile) await rm(dirname((await filledFile).file), { recursive: true, force: true })
  filledFile = undefined
})

/** Fills a database while its clock goes on, as in a shop of the day. */
async function filled(address: string): Promise<GiftCards> {
  let milliseconds = filledAt.getTime()
  const clock = () => {
    milliseconds += 1
    return new Date(milliseconds)
  }
  const giftCards: Record<string, string> = {}
  const engine = await openEngine({ database: address, clock, newId: countedIds(), sweepEverySeconds: 0 })
  const toldGiftCard = ({ code, currency }: { code: string; currency: string }) => {
    giftCards[currency] = code
  }
  await fillDemoShop(engine.as(system), { toldGiftCard, now: filledAt })
  await engine.close()
  return giftCards
}

async function openedAfter(database: TestDatabase, giftCards: GiftCards): Promise<DemoShop> {
  const count = countedIds()
  const shop = await aShop(database, { newId: prefix => `${count(prefix)}_t` })
  return { ...shop, giftCards }
}

export const languages = ['en', 'de'] as const
export const currencies = ['EUR', 'USD'] as const
export type Language = (typeof languages)[number]
export type Currency = (typeof currencies)[number]

/** The demo shop is read in two languages and pays in two currencies: every claim about both holds for these. */
export const readers = languages.flatMap(language => currencies.map(currency => ({ language, currency })))
export type Reader = { readonly language: Language; readonly currency: Currency }

export const cafe = { kind: 'customer', customerId: demoCustomers.cafe } as const
export const embassy = { kind: 'customer', customerId: demoCustomers.embassy } as const

export const berlin = {
  first_name: 'Ann',
  last_name: 'Lee',
  street_address: 'Lindenstr. 1',
  address_locality: 'Berlin',
  postal_code: '10969',
  address_country: 'DE',
}
export const hamburg = { ...berlin, address_locality: 'Hamburg', postal_code: '20099' }
export const newYork = {
  ...berlin,
  address_locality: 'New York',
  postal_code: '10001',
  address_country: 'US',
  address_region: 'NY',
}

/** The variant of a sku, as buyers see it. */
export async function variantOf(shop: Shop, sku: string, context: Wishes['context'] = {}): Promise<VariantView> {
  const { products } = await shop.lookupCatalog({ catalog: { ids: [sku], context } })
  const found = products.flatMap(({ variants }) => variants.find(({ inputs }) => inputs?.some(({ id }) => id === sku)))
  return found[0]!
}

type Skus = Readonly<Record<string, number>>

const linesOf = (shop: Shop, skus: Skus) =>
  Promise.all(
    Object.entries(skus).map(async ([sku, quantity]) => ({ item: { id: (await variantOf(shop, sku)).id }, quantity })),
  )

type Wishes = {
  readonly context?: InputOf<'create_cart'>['cart']['context']
  readonly codes?: readonly string[]
  readonly email?: string
}

export async function cartOf(shop: Shop, skus: Skus, { context, codes = [], email }: Wishes = {}) {
  const line_items = await linesOf(shop, skus)
  const buyer = email === undefined ? {} : { buyer: { email } }
  return shop.createCart({
    cart: { line_items, ...buyer, ...(context && { context }), discounts: { codes: [...codes] } },
  })
}

/** A checkout that is sent to an address. */
export async function checkoutOf(shop: Shop, skus: Skus, to: object, wishes: Wishes = {}): Promise<CheckoutView> {
  const methods = [{ type: 'shipping' as const, destinations: [to] }]
  return checkoutWith(shop, skus, methods, wishes)
}

type Methods = NonNullable<NonNullable<InputOf<'create_checkout'>['checkout']['fulfillment']>['methods']>

export async function checkoutWith(
  shop: Shop,
  skus: Skus,
  methods: Methods,
  { context, codes = [], email = 'ann@example.com' }: Wishes = {},
): Promise<CheckoutView> {
  const line_items = await linesOf(shop, skus)
  return shop.createCheckout({
    checkout: {
      line_items,
      buyer: { email },
      fulfillment: { methods },
      ...(context && { context }),
      discounts: { codes: [...codes] },
    },
  })
}

/** The same with its first way of delivery for each group. */
export async function chosen(shop: Shop, view: CheckoutView): Promise<CheckoutView> {
  const [method] = view.fulfillment.methods
  const { context, buyer, discounts } = view
  return shop.updateCheckout({
    id: view.id,
    checkout: {
      ...(buyer && { buyer }),
      ...(context && { context }),
      discounts: { codes: discounts.codes },
      fulfillment: {
        methods: [
          {
            ...(method && { selected_destination_id: method.selected_destination_id }),
            groups: (method?.groups ?? []).map(({ id, options }) => ({ id, selected_option_id: options[0]!.id })),
          },
        ],
      },
    },
  })
}

export const waysOf = (view: CheckoutView) =>
  view.fulfillment.methods.flatMap(({ groups }) => groups.flatMap(({ options }) => options))

/** Buys what is chosen, through the demo bank unless told. */
export async function bought(shop: Shop, ready: CheckoutView, instruments: Instruments = pays().instruments) {
  return shop.completeCheckout({
    id: ready.id,
    checkout: { payment: { instruments } },
    expected_total: totalOf(ready),
  })
}

type Instruments = NonNullable<
  NonNullable<NonNullable<InputOf<'complete_checkout'>['checkout']>['payment']>['instruments']
>
