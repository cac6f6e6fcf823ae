import { describe, expect, test } from 'vitest'
import { onBothDatabases, onSqlite } from '../../test/databases.ts'
import {
  berlin,
  bought,
  cafe,
  cartOf,
  checkoutOf,
  chosen,
  type DemoShop,
  type Reader,
  readers,
  theDemo,
} from '../../test/demo-shop.ts'
import { totalOf } from '../../test/shop.ts'

const throwOf = { 'SLG-THR-OAT-130180': 1 }

/** What each code takes off; without a code it counts by itself. */
const promotions = [
  {
    code: 'WELCOME10',
    of: throwOf,
    EUR: 990,
    USD: 1050,
    en: 'Ten percent off your first order',
    de: 'Zehn Prozent auf Ihre erste Bestellung',
  },
  { code: 'SAVE5', of: throwOf, EUR: 500, USD: 500, en: 'Five off from fifty', de: 'Fünf weniger ab fünfzig' },
  {
    code: 'TABLE20',
    of: { 'SLG-THR-OAT-130180': 2 },
    EUR: 2000,
    USD: 2200,
    en: 'Twenty off a laid table',
    de: 'Zwanzig weniger für einen gedeckten Tisch',
  },
  {
    code: 'FRIENDS25',
    of: throwOf,
    EUR: 2475,
    USD: 2625,
    en: 'A quarter off for friends of the house',
    de: 'Ein Viertel weniger für Freunde des Hauses',
  },
  {
    code: 'CANDLES3',
    of: { 'OAK-SCN-SSA-120': 3 },
    EUR: 1900,
    USD: 2000,
    en: 'Three scented candles for two',
    de: 'Drei Duftkerzen zum Preis von zweien',
  },
  {
    code: 'TEAGIFT',
    of: { 'TRN-TPT-MOS-07': 1, 'OAK-TEA': 1 },
    EUR: 1150,
    USD: 1250,
    en: 'A tin of tea with every teapot',
    de: 'Eine Dose Tee zu jeder Teekanne',
  },
  {
    code: 'MUG12',
    of: { 'PTR-CMP-CHA': 2 },
    EUR: 400,
    USD: 400,
    en: 'Enamel mugs for twelve',
    de: 'Emaillebecher für zwölf',
  },
  {
    code: 'MORNING15',
    of: { 'SLG-NAP-OAT': 2, 'QLW-PLN': 1 },
    EUR: 960,
    USD: 1020,
    en: 'Fifteen percent off a slow morning',
    de: 'Fünfzehn Prozent auf den ruhigen Morgen',
  },
  {
    code: 'EARLYBIRD',
    of: { 'QLW-PLN': 1 },
    EUR: 300,
    USD: 330,
    en: 'Three off for the first two buyers',
    de: 'Drei weniger für die ersten beiden',
  },
  {
    code: undefined,
    of: { 'QLW-PLN': 3 },
    EUR: 480,
    USD: 510,
    en: 'Ten percent off three notebooks or more',
    de: 'Zehn Prozent weniger ab drei Notizbüchern',
  },
] as const

async function expectPromotions(shop: DemoShop, context: Reader): Promise<void> {
  for (const { code, of, [context.currency]: amount, [context.language]: title } of promotions) {
    const wishes = { context, codes: code === undefined ? [] : [code] }
    const without = await cartOf(shop.guest, of, { context })
    const { discounts, ...cart } = await cartOf(shop.guest, of, wishes)
    expect(discounts.applied, title).toMatchObject([
      { title, amount, ...(code === undefined ? { automatic: true } : { code }) },
    ])
    if (code !== undefined) expect(totalOf(cart), title).toBe(totalOf(without) - amount)
  }
}

onBothDatabases('Promotions in the demo shop', database => {
  test('take off a share or an amount, set a price, and give units or gifts, by code and by themselves', async () => {
    const shop = await theDemo(database)
    for (const reader of readers) await expectPromotions(shop, reader)
  })
})

describe.each(readers)('Promotions in the demo shop ($language, $currency)', context => {
  const database = onSqlite()

  const applied = async (shop: DemoShop, skus: Record<string, number>, codes: string[], email?: string) => {
    const { discounts, messages } = await cartOf(shop.guest, skus, { context, codes, ...(email && { email }) })
    return {
      codes: discounts.applied.map(({ code }) => code),
      amounts: discounts.applied.map(({ amount }) => amount),
      refused: messages.map(({ code }) => code),
    }
  }

  /** Buys with a code and answers the title of what was taken off. */
  const buysWith = async (shop: DemoShop, code: string, email: string) => {
    const ready = await chosen(
      shop.guest,
      await checkoutOf(shop.guest, throwOf, berlin, { context, codes: [code], email }),
    )
    const { order } = await bought(shop.guest, ready)
    const { discounts } = await shop.guest.getOrder({ id: order!.id })
    return discounts.map(({ title }) => title)
  }

  test('deliver free of charge, by code and by themselves for the trade', async () => {
    const shop = await theDemo(database)
    const delivered = { EUR: 490, USD: 550 }[context.currency]
    const skus = { 'PTR-CMP-CHA': 2 }
    const paid = await chosen(shop.guest, await checkoutOf(shop.guest, skus, berlin, { context }))
    const free = await chosen(shop.guest, await checkoutOf(shop.guest, skus, berlin, { context, codes: ['SHIPFREE'] }))
    expect(totalOf(paid) - totalOf(free)).toBe(delivered)
    expect(free.discounts.applied).toMatchObject([
      {
        code: 'SHIPFREE',
        amount: delivered,
        title: { en: 'Free delivery', de: 'Kostenloser Versand' }[context.language],
      },
    ])
    const trade = await chosen(shop.as(cafe), await checkoutOf(shop.as(cafe), skus, berlin, { context }))
    expect(totalOf(trade)).toBe(totalOf(free))
    expect(trade.discounts.applied).toMatchObject([
      {
        automatic: true,
        title: { en: 'Free delivery for the trade', de: 'Kostenloser Versand für gewerbliche Kunden' }[
          context.language
        ],
      },
    ])
  })

  test('ask for a subtotal, a quantity, products, a collection and a time', async () => {
    const shop = await theDemo(database)
    expect(await applied(shop, { 'QLW-PLN': 1 }, ['SAVE5'])).toMatchObject({
      codes: [],
      refused: ['discount_code_minimum'],
    })
    expect(await applied(shop, { 'QLW-PLN': 2 }, [])).toMatchObject({ codes: [] })
    expect(await applied(shop, { 'QLW-PLN': 1 }, ['MUG12'])).toMatchObject({
      codes: [],
      refused: ['discount_code_not_applicable'],
    })
    expect(await applied(shop, { 'QLW-PLN': 1 }, ['MORNING15'])).toMatchObject({
      codes: [],
      refused: ['discount_code_not_applicable'],
    })
    expect(await applied(shop, throwOf, ['SUMMER24'])).toMatchObject({ codes: [], refused: ['discount_code_expired'] })
  })

  test('ask for a first order, and end after so many uses, in all and by one customer', async () => {
    const shop = await theDemo(database)
    const title = Object.fromEntries(promotions.map(promotion => [promotion.code, promotion[context.language]]))
    expect(await buysWith(shop, 'WELCOME10', 'ann@example.com')).toEqual([title.WELCOME10])
    expect(await applied(shop, throwOf, ['WELCOME10'], 'ann@example.com')).toMatchObject({
      codes: [],
      refused: ['discount_code_first_order'],
    })
    expect(await applied(shop, throwOf, ['WELCOME10'], 'bob@example.com')).toMatchObject({
      codes: ['WELCOME10'],
      refused: [],
    })
    expect(await buysWith(shop, 'FRIENDS25', 'ann@example.com')).toEqual([title.FRIENDS25])
    expect(await applied(shop, throwOf, ['FRIENDS25'], 'ann@example.com')).toMatchObject({
      codes: [],
      refused: ['discount_code_used_up'],
    })
    expect(await applied(shop, throwOf, ['FRIENDS25'], 'bob@example.com')).toMatchObject({
      codes: ['FRIENDS25'],
      refused: [],
    })
    for (const email of ['ann@example.com', 'bob@example.com'])
      expect(await buysWith(shop, 'EARLYBIRD', email)).toEqual([title.EARLYBIRD])
    expect(await applied(shop, throwOf, ['EARLYBIRD'], 'cat@example.com')).toMatchObject({
      codes: [],
      refused: ['discount_code_used_up'],
    })
  })

  test('are taken in their order beside each other, unless one stands alone', async () => {
    const shop = await theDemo(database)
    const [early, welcome, friends] = { EUR: [300, 960, 2475], USD: [330, 1017, 2625] }[context.currency] as [
      number,
      number,
      number,
    ]
    const both = await applied(shop, throwOf, ['WELCOME10', 'EARLYBIRD'])
    expect(both).toEqual({ codes: ['EARLYBIRD', 'WELCOME10'], amounts: [early, welcome], refused: [] })
    const alone = await applied(shop, throwOf, ['FRIENDS25', 'WELCOME10', 'EARLYBIRD'])
    expect(alone).toMatchObject({ codes: ['FRIENDS25'], amounts: [friends] })
  })
})
