/** A test by its file and a part of its title, in which … stands for what a loop fills in. */
export type Proof = readonly [file: string, title: string]

export type Trouble = { readonly trouble: string; readonly seenIn: string; readonly tests: readonly Proof[] }

const checkout = 'engine/test/checkout.test.ts'
const interleave = 'engine/test/interleave.test.ts'
const known = 'engine/test/known-troubles.test.ts'
const race = 'engine/test/race.test.ts'
const raceOfDoors = 'test/doors/race.test.ts'

/** What other shops are known to get wrong, and the tests that it is right here. */
export const knownTroubles: readonly Trouble[] = [
  {
    trouble: 'two buyers take the last unit',
    seenIn: 'saleor #543, vendure #3508, spree #3808, django-shop #888',
    tests: [
      [checkout, 'a second shopper cannot take the last mug'],
      [race, '200 buyers of 50 units: exactly 50 are sold, round after round'],
      [race, 'of 200 buyers of the last unit one gets it, round after round'],
      [raceOfDoors, 'through REST: exactly 50 are sold, and nobody meets a fault'],
      [raceOfDoors, 'through MCP over HTTP: exactly 50 are sold, and nobody meets a fault'],
      [raceOfDoors, 'through every door in the same moment: exactly 50 are sold, and a last one once'],
      [interleave, 'the last units go to one of two buyers, and not to nobody'],
    ],
  },
  {
    trouble: 'two lines of one cart share one stock item, each checked alone',
    seenIn: 'medusa #16502, vendure #2702, #2736',
    tests: [
      [checkout, 'two lines of one variant share its stock'],
      [
        'engine/test/stock.test.ts',
        'in bundles is that of their parts, together with the lines of the parts themselves',
      ],
      [race, '200 buyers of a bundle and of its part, at two places: exactly what is there is sold'],
    ],
  },
  {
    trouble: 'a reservation is safe only if the caller locks',
    seenIn: 'medusa #16569',
    tests: [
      [race, '200 buyers of 50 units: exactly 50 are sold, round after round'],
      [
        'engine/src/inventory/stock-books.test.ts',
        'add up whatever happens, and nobody is sold or refused what is there',
      ],
    ],
  },
  {
    trouble: 'the webhook races completion: captured twice, or paid without an order',
    seenIn: 'medusa #13301, #12790, #9998, #4798, #3146; saleor #12652; vendure #3734',
    tests: [
      [known, 'the webhook that comes … the answer says the same as the answer'],
      [interleave, 'request, webhooks and sweeper make one end of a payment that is “…”'],
    ],
  },
  {
    trouble: 'a webhook that is delivered three times at once settles three times',
    seenIn: 'pinelab-vendure-plugins #620',
    tests: [[known, 'the webhook that comes three times at once settles once']],
  },
  {
    trouble: 'charged, and then the order cannot be placed',
    seenIn: 'saleor #10925, #12229, #3877; openfoodnetwork #3925; ps_checkout #1546',
    tests: [
      [known, '…: there is an order all the same, as it was agreed'],
      [checkout, 'money that comes after its stock is gone goes back'],
      [interleave, 'money that comes when its hold has expired makes an order or goes back'],
      [interleave, 'a checkout is paid or cancelled, never both'],
    ],
  },
  {
    trouble: 'a double click, or two intents, are two orders',
    seenIn: 'solidus_stripe #44, Sylius #1319, openfoodnetwork #2690',
    tests: [
      [race, 'one checkout paid with a thousand keys at once is ordered once'],
      [raceOfDoors, 'through REST and MCP is one order, with as many keys'],
      [interleave, 'one checkout paid with two keys is one order'],
      ['web/test/checkout-forms.test.ts', 'that pays, sent twice at once, pays once'],
    ],
  },
  {
    trouble: 'one call that is repeated charges again',
    seenIn: 'the clients of all of them',
    tests: [
      [race, 'one payment sent a thousand times at once is one order, one charge and one answer'],
      [raceOfDoors, 'through REST and MCP is one order, one charge and one answer, with one key'],
      [interleave, 'one call that comes twice has one answer'],
    ],
  },
  {
    trouble: 'a serialization error is shown to the buyer',
    seenIn: 'medusa #2948, #3556; solidus #3020',
    tests: [
      [race, '200 buyers of 50 units: exactly 50 are sold, round after round'],
      [raceOfDoors, 'through REST: exactly 50 are sold, and nobody meets a fault'],
    ],
  },
  {
    trouble: 'a code’s limit is passed by a race, or the loser’s clean-up takes the winner’s order',
    seenIn:
      'saleor #544, #15855; vendure #4660; Shopware #11245; magento2 #31798; OpenMage #1408; nopCommerce #6487; shopper #510',
    tests: [
      [race, 'a code for the first ten is used ten times'],
      ['engine/test/promotions.test.ts', 'a code … is used once by twenty checkouts of one buyer at once'],
      [known, 'a code for each customer once is used once, however the address is written and whoever is signed in'],
      [known, 'an order that is cancelled twice gives its code back once'],
      [interleave, 'the last use of a code goes to one of two buyers'],
      [interleave, 'what is on a gift card is spent by one of two buyers'],
    ],
  },
  {
    trouble: 'a cart is edited while it is being paid, and parallel edits are lost',
    seenIn: 'vendure #3398, #2187',
    tests: [
      [interleave, 'a checkout that is changed while it is paid is charged what was agreed, or not at all'],
      [known, 'a cart that is filled further while it is paid is charged as agreed, and keeps what was put in'],
      [checkout, 'a price that moved charges nothing until the buyer agrees'],
      ['engine/test/review-repeats.test.ts', 'on one cart by several at once changes it for each of them'],
    ],
  },
  {
    trouble: 'the bank is called inside a transaction: money moved, order rolled back',
    seenIn: 'vendure #3680',
    tests: [
      [known, 'a bank called inside a transaction is an error at once, and no money moves'],
      ['engine/src/storage/transaction.test.ts', 'inside a transaction is an error at once, and does no harm'],
    ],
  },
  {
    trouble: 'a negative total after stacked discounts',
    seenIn: 'vendure #2385, open-mercato #1704',
    tests: [
      [
        'engine/src/pricing/quote.properties.test.ts',
        'whatever is in 20,000 carts, every amount adds up and nothing falls below zero',
      ],
      [
        'engine/src/pricing/quote.test.ts',
        'never lower a line below zero: 100 % off and more than the cart leave exactly nothing to pay',
      ],
    ],
  },
  {
    trouble: 'a price of 0 is treated as absent',
    seenIn: 'medusa `a || b` on prices',
    tests: [
      [known, 'a price of nothing stays a price, in the product, the cart and the order'],
      [checkout, 'a free cart is ordered without a payment'],
      ['engine/src/pricing/quote.test.ts', 'a free product stays free and stands in the quote with its price'],
    ],
  },
  {
    trouble: 'a failed or cancelled payment is ignored, and stock is held for ever',
    seenIn: 'medusa #16398',
    tests: [
      [checkout, 'a declined payment leaves the checkout open and the stock free'],
      [checkout, 'a late payment becomes an order, and one that never comes is given up'],
      [checkout, 'a cancelled checkout gives back what a waiting payment held, and late money goes back'],
      ['engine/test/review-sweep.test.ts', 'frees expired stock and comes to an end though the provider never answers'],
      [
        'engine/test/model.test.ts',
        'answer alike, whatever is bought, paid, lost, cancelled and crashed, in any order',
      ],
    ],
  },
  {
    trouble: 'another’s things can be read, found out about, or changed',
    seenIn: 'Vendure advisories fp4j-ff6j-9793, rgjm-ff27-p2hf',
    tests: [
      [known, 'another’s things read like things that never were'],
      ['engine/test/review-ownership.test.ts', 'is read by its permalink, and cancelled by its owner alone'],
      ['engine/test/orders.test.ts', 'the permalink opens the order; its number does not, nor does another customer'],
    ],
  },
  {
    trouble: 'a filter or a search text keeps the shop busy for ever',
    seenIn: 'Vendure advisories 6f65-4fv2-wwch, jgm3-qmp2-c4p7',
    tests: [
      ['test/doors/hostile-texts.test.ts', 'text that is looked for finds something or nothing, and changes nothing'],
      ['test/doors/hostile-texts.test.ts', 'takes no longer than others do'],
    ],
  },
  {
    trouble: 'a server for agents is open to DNS rebinding, or its empty list checks nothing',
    seenIn: 'MCP SDK advisory w48q-cv73-mx4w',
    tests: [['mcp-server/test/http.test.ts', 'a foreign host']],
  },
]
