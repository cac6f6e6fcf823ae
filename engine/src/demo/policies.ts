import type { PolicyDraft } from '../catalog/contract.ts'

/** The pages of the demo shop, as Markdown. */
export const demoPolicies: readonly PolicyDraft[] = [
  {
    slug: 'shipping',
    kind: 'shipping_policy',
    title: 'Shipping',
    body: `# Shipping

We pack every order ourselves, Monday to Friday. What is ordered before noon leaves the same day; what is ordered later leaves the next working day.

## Where we ship and what it costs

| To | Way | Time | Price | Free from |
| --- | --- | --- | --- | --- |
| Germany | Standard | 1 to 3 working days | 4.90 EUR | 50 EUR |
| Germany | Express | next working day | 12.90 EUR | 150 EUR |
| Hamburg | By bicycle, in the evening | next working day | 6.90 EUR, large parcels 9.90 EUR | – |
| Hamburg | Picked up in our shop | after two hours | free | – |
| European Union | Standard | 3 to 6 working days | 9.90 EUR | 90 EUR |
| European Union, Switzerland, United Kingdom, Norway, Liechtenstein | Express | 1 to 2 working days | 24.90 EUR | – |
| About ninety other countries | Worldwide | 6 to 14 working days | 19.90 EUR, from 5 kg 4 EUR more for each kilogram | 200 EUR |

Whether shipping is free is decided by the value of the goods after discounts. If we do not deliver to a country, checkout says so. The exact price and the expected days of arrival are shown at checkout as soon as we know the address.

## Duties outside the European Union

Parcels to countries outside the European Union may be charged import tax and duty by customs there. These charges are yours to pay; we declare the true value of every parcel. For Canada and Sri Lanka our prices hold the import taxes, and we pay them at the border.

## Tracking

When your parcel leaves us, the order page shows the tracking number and a link to the carrier. If tracking has not moved for five working days, write to us and we will ask the carrier or send a new parcel.

## What is not shipped

E-books are sent by e-mail within minutes and cost no shipping. Gift wrapping travels inside your parcel.
`,
  },
  {
    slug: 'returns',
    kind: 'refund_policy',
    title: 'Returns and refunds',
    body: `# Returns and refunds

## Thirty days to change your mind

You may return what you do not want within 30 days of the day it arrived, without giving a reason. It should come back unused and in a state in which you would like to buy it yourself; opening the box and trying it on the table is of course allowed.

## How to return something

1. Write to returns@oakmere.example with your order number.
2. We answer with a return label. Returns from Germany and Austria are free; from other countries you pay the postage.
3. Pack the things so that they survive the journey back. Our own box is best.

## When you get your money back

We refund to the way you paid, within 5 working days after the parcel has reached us. If you return the whole order, we also refund the standard shipping that you paid. Discounts that were given on the whole order are refunded in proportion.

## What cannot be returned

Food, candles and soap whose seal is broken, and e-books that have been downloaded cannot be returned. If something is faulty, that is different: see below.

## Broken, wrong or faulty

Send us a picture within 14 days and we send a replacement or refund you at once. You need not send broken pottery back.

## Cancelling

An order can be cancelled free of charge until it has been shipped. The money is returned at once.
`,
  },
  {
    slug: 'warranty',
    kind: 'page',
    title: 'Warranty and repairs',
    body: `# Warranty and repairs

Everything we sell has the statutory warranty of two years. Many things have a longer one from their maker; it stands on the page of the product.

## What the makers promise

- **Emberly** cast iron: for life, against cracks and warping.
- **Kessel & Daughters** kettles: 3 years; grinders: 5 years; cutlery: 10 years.
- **Northlight** lamps: 5 years, switches and joints included.
- **Petrel** bags: repaired free of charge for 10 years; bottles and umbrellas: 5 years.
- **Quillwright** pens: 10 years. A dropped nib is replaced once, free of charge.

Wear is not a fault: patina on a carbon knife, crazing in a glaze and soft corners on leather are how things age.

## Repairs

Write to repairs@oakmere.example with a picture. We tell you what the repair costs before we begin, and if it cannot be repaired we say so.

## Spare parts

Kettle lids, bottle seals, carafe collars, lamp bulbs and umbrella ribs are kept in stock for at least ten years after we have stopped selling the thing itself.
`,
  },
  {
    slug: 'payment',
    kind: 'page',
    title: 'Payment',
    body: `# Payment

## How you can pay

In this demo shop you pay with a demo bank: nothing is ever charged. You may pay on the page that checkout links to, or let an assistant pay with one of the demo instruments that the checkout lists.

## Currencies

Prices are in euros, or in US dollars for buyers in the United States, Canada and Australia. You may choose the other currency; the price is then the one we set in that currency, not a conversion of the day.

## Taxes

All prices include value added tax. Food and books carry the reduced rate. For Canada and Sri Lanka the prices hold the import taxes there. For buyers elsewhere outside the European Union no tax is shown, and customs may charge their own.

## When you are charged

You are charged once, when you place the order, and exactly the total that was shown to you. If the total changes before you pay, nothing is charged and you are shown the new total first.

## Discount codes

A code is entered in the cart or at checkout. Several codes may be used together if each allows it; a code with a minimum counts the goods without shipping. WELCOME10 takes ten percent off a first order, SAVE5 takes five off from a value of fifty euros.

## Invoices

The order page is your receipt. If you need an invoice with a company name and tax number, write to us with both and the order number.
`,
  },
  {
    slug: 'faq',
    kind: 'faq',
    title: 'Questions and answers',
    body: `# Questions and answers

## Is this a real shop?

No. Oakmere is the demo shop of MitchWeb. You can search, fill a cart and place orders as in a real one, but nothing is charged and nothing is sent.

## Can my AI assistant buy here?

Yes. Assistants see the same products, prices and stock as you do, at the same moment. They pay only with an instrument that you allow; otherwise they hand you a link, and you pay yourself.

## Is the stoneware dishwasher safe?

Everything from Tarn Pottery goes into the dishwasher and the microwave, except the unglazed terracotta planters.

## Do the pans work on induction?

All pans, casseroles and saucepans do.

## Which plug comes with lamps and kettles?

You choose it: EU, UK or US, as the product offers. Lamps with US plugs run on 120 volts.

## Can I have something gift-wrapped?

Yes, and it costs nothing. Add *Gift Wrapping* to the cart, one per parcel, and we leave the invoice out.

## How do I care for wood, iron and linen?

Oil wood now and then, never soak it. Wipe cast iron and keep it dry. Wash linen at 40 degrees and hang it up wet: it needs no iron. Our e-book *The Keeping Kitchen* tells the rest.

## When is something back in stock?

Pottery is fired every four weeks, everything else arrives within two or three. Umbrellas can be ordered even when they are out; we ship them as soon as they arrive.

## How can I reach you?

Write to hello@oakmere.example. A person answers within one working day.
`,
  },
  {
    slug: 'privacy',
    kind: 'privacy_policy',
    title: 'Privacy',
    body: `# Privacy

## What we store

To send you what you ordered we store your name, addresses, e-mail address, telephone number if you give it, and what you bought. A cart stores what you put in it and is deleted some time after you leave it.

## What we never see

Card numbers and bank credentials go to the payment provider, never to us. We receive a token that is good for one payment.

## What assistants see

An assistant that shops for you sees the catalogue like anybody else and the cart, checkout and orders that it made for you. It sees a saved address only if you have allowed that.

## How long we keep it

Orders and invoices are kept for ten years because tax law asks for it. Everything else is deleted when you ask, and at the latest after three years without an order.

## Whom we tell

The carrier learns your address, the payment provider the amount. We sell no data, show no advertising and follow nobody to other sites.

## Your rights

You may ask what we know about you, have it corrected, taken along or deleted. Write to privacy@oakmere.example. Since this is a demo shop, please do not enter real addresses.
`,
  },
  {
    slug: 'terms',
    kind: 'terms_of_service',
    title: 'Terms of service',
    body: `# Terms of service

## Who you deal with

Oakmere is a fictitious house and the demo shop of MitchWeb. No contract of sale comes about here; the following terms show what such a shop would agree with you.

## How a contract is made

Putting something in a cart binds nobody. Your order is an offer; it is accepted when payment has succeeded and the order has a number. Should a price be plainly wrong, we tell you before we ship, and you may withdraw.

## Orders placed by an assistant

An order that an assistant places for you with your consent is your order. The assistant is shown the same total, terms and right of return as you would be.

## Prices

The total shown at checkout is final. It includes value added tax and shipping to the address given.

## Delivery

Delivery times are estimates in working days. If something cannot be delivered, we tell you and refund it at once. Risk passes to you when the parcel is handed to you.

## Withdrawal

Consumers may withdraw within 14 days as the law provides; our own 30 days come on top of that and take nothing away from it. See *Returns and refunds*.

## Age

Kitchen knives are sold to people aged 18 or over. Whoever orders them confirms their age.

## Law

German law applies, without taking from consumers the protection of the country they live in.
`,
  },
]
