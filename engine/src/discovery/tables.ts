import type { Columns } from '../storage/columns.sqlite.ts'
import { tablesOf } from '../storage/query.ts'
import type { KeptRow } from './external-records.ts'

export const discoveryTables = (c: Columns) => ({
  /**
   * What an active product costs in a currency, over the variants that have a price in it: for lists that are filtered
   * or sorted by price. Price lists begin and end at moments that are known beforehand, so there is a row for each time
   * between two of those. Written in the transaction that changes a price, a price list or a product (`index-prices.ts`).
   */
  productPrices: c.table(
    'product_prices',
    {
      productId: c.id().notNull(),
      currency: c.text().notNull(),
      /** Empty is everybody. A group has rows only for products that a price list of its own has prices for. */
      customerGroup: c.text().notNull().default(''),
      /** Of several times the how manieth; null is a beginning or an end that is not known. */
      slot: c.count().notNull().default(0),
      startsAt: c.instant(),
      endsAt: c.instant(),
      minAmount: c.minor().notNull(),
      maxAmount: c.minor().notNull(),
      /** How far those lie apart, by the class of `priceSpans`. */
      span: c.count().notNull().default(0),
      /** The same over the prices that are shown struck through, where there are any. */
      minListAmount: c.minor().notNull(),
      maxListAmount: c.minor().notNull(),
      /** The largest saving of a variant, in parts per million of its struck-through price. */
      savingPpm: c.count().notNull().default(0),
      /** How many variants these prices are of. */
      variantCount: c.count().notNull().default(0),
      /** The product's own, so that the newest within a price are read off an index. */
      productCreatedAt: c.instant(),
      /** By which full-text search knows the product, so that it is told what its matches may cost before they are read. */
      searchNumber: c.count(),
    },
    t => [
      c.primaryKey({ name: 'product_prices_pk', columns: [t.productId, t.currency, t.customerGroup, t.slot] }),
      // The last column is read from the index alone, where a range of prices is looked for.
      c.index('product_prices_by_price').on(t.currency, t.minAmount, t.productId, t.maxAmount),
      // What lists look at of a product is read from the index alone.
      c
        .index('product_prices_listed')
        .on(
          t.productId,
          t.currency,
          t.customerGroup,
          t.startsAt,
          t.endsAt,
          t.minAmount,
          t.maxAmount,
          t.savingPpm,
          t.variantCount,
        ),
      c
        .index('product_prices_by_creation')
        .on(t.currency, t.productCreatedAt, t.productId, t.minAmount, t.maxAmount, t.savingPpm),
      c.index('product_prices_by_number').on(t.currency, t.searchNumber, t.minAmount, t.maxAmount, t.savingPpm),
      c.index('product_prices_by_span').on(t.currency, t.span, t.minAmount, t.productId, t.maxAmount, t.searchNumber),
      c.index('product_prices_by_saving').on(t.currency, t.savingPpm, t.productId),
    ],
  ),

  /** What active products and their variants say of themselves, for filters and facets: attributes, options, type and tags. */
  productFacets: c.table(
    'product_facets',
    {
      productId: c.id().notNull(),
      /** Empty where it holds for every variant. */
      variantId: c.id().notNull(),
      nameKey: c.text().notNull(),
      valueKey: c.text().notNull(),
      /** In the base unit. */
      number: c.number(),
      unit: c.text(),
      /** As the merchant wrote them. */
      name: c.text().notNull(),
      label: c.text().notNull(),
    },
    t => [
      c.primaryKey({ name: 'product_facets_pk', columns: [t.productId, t.variantId, t.nameKey, t.valueKey] }),
      c.index('product_facets_by_value').on(t.nameKey, t.valueKey, t.productId),
      c.index('product_facets_by_number').on(t.nameKey, t.unit, t.number, t.productId),
    ],
  ),

  /** The same of an active product and its variants in one text, for facets, which look at very many: `packed-products.ts`. */
  packedProducts: c.table(
    'packed_products',
    {
      productId: c.id().primaryKey(),
      /** Another one for another text, so that the text need be read once only. */
      digest: c.id().notNull(),
      packed: c.text().notNull(),
    },
    // The texts are long; whoever has read one needs no more than its digest.
    t => [c.index('packed_products_digests').on(t.productId, t.digest)],
  ),

  /** What the file that a product came from said besides, for exports: kept whatever else is saved of the product. */
  productFileRows: c.table('product_file_rows', {
    productId: c.id().primaryKey(),
    rows: c.json<readonly KeptRow[]>().notNull(),
  }),

  /** The columns of the product files that were imported. */
  productFiles: c.table('product_files', {
    source: c.id().primaryKey(),
    columns: c.json<readonly string[]>().notNull(),
  }),
  /** Words that find the same products, as the merchant wrote them. */
  synonyms: c.table(
    'synonyms',
    {
      id: c.id().primaryKey(),
      words: c.json<readonly string[]>().notNull(),
      /** What those words find too; null where each finds the others. */
      means: c.json<readonly string[]>(),
      updatedAt: c.instant().notNull(),
    },
    t => [c.index('synonyms_by_change').on(t.updatedAt, t.id)],
  ),

  /** The stems of what buyers type, under which synonyms are looked up. */
  synonymKeys: c.table('synonym_keys', { key: c.text().notNull(), synonymsId: c.id().notNull() }, t => [
    c.primaryKey({ name: 'synonym_keys_pk', columns: [t.key, t.synonymsId] }),
    c.index('synonym_keys_by_synonyms').on(t.synonymsId),
  ]),

  /** How much products have sold, a unit being a weight of `fading.ts`. */
  productSales: c.table('product_sales', { productId: c.id().primaryKey(), score: c.number().notNull() }, t => [
    c.index('product_sales_by_score').on(t.score, t.productId),
  ]),

  /** The orders that are counted in scores and habits: their events may come twice. */
  countedOrders: c.table('counted_orders', { orderId: c.id().primaryKey() }),

  /**
   * How often products are bought, for recommendations. The sums over all products stand under the empty id. All but
   * `times` are weights of `fading.ts`.
   */
  productHabits: c.table(
    'product_habits',
    {
      productId: c.id().primaryKey(),
      /** Orders that it was in. */
      times: c.count().notNull().default(0),
      orders: c.number().notNull().default(0),
      /** The same, fading sooner. */
      recent: c.number().notNull().default(0),
      /** Orders of customers who are known. */
      known: c.number().notNull().default(0),
      /** Orders of customers who had bought it not long before. */
      followed: c.number().notNull().default(0),
      /** Orders of customers who had bought it before, and the days that had passed since. */
      rebought: c.number().notNull().default(0),
      rebuyDays: c.number().notNull().default(0),
      /** Of the sums alone: how much would have been bought again if that were left to chance. */
      rebuyChance: c.number().notNull().default(0),
    },
    t => [c.index('product_habits_by_recent').on(t.recent, t.productId)],
  ),

  /** In how many orders a product was bought with the other one, or after it; the strongest of each product are kept. */
  boughtPairs: c.table(
    'bought_pairs',
    {
      productId: c.id().notNull(),
      relation: c.text().$type<'together' | 'later'>().notNull(),
      otherId: c.id().notNull(),
      weight: c.number().notNull(),
    },
    t => [
      c.primaryKey({ name: 'bought_pairs_pk', columns: [t.productId, t.relation, t.otherId] }),
      c.index('bought_pairs_by_weight').on(t.productId, t.relation, t.weight, t.otherId),
    ],
  ),

  /** What customers who were signed in bought, and did not cancel. */
  customerPurchases: c.table(
    'customer_purchases',
    {
      customerId: c.id().notNull(),
      productId: c.id().notNull(),
      orderId: c.id().notNull(),
      boughtAt: c.instant().notNull(),
    },
    t => [
      c.primaryKey({ name: 'customer_purchases_pk', columns: [t.customerId, t.productId, t.orderId] }),
      c.index('customer_purchases_by_time').on(t.customerId, t.boughtAt),
    ],
  ),

  /** What they sent back. */
  customerReturns: c.table('customer_returns', { customerId: c.id().notNull(), productId: c.id().notNull() }, t => [
    c.primaryKey({ name: 'customer_returns_pk', columns: [t.customerId, t.productId] }),
  ]),

  /** What the merchant put first or last in a list: by place, the buried ones below zero. */
  listPins: c.table(
    'list_pins',
    {
      /** `query:`, `category:` or `collection:`, and the words or the id. */
      listKey: c.text().notNull(),
      productId: c.id().notNull(),
      place: c.count().notNull(),
    },
    t => [c.primaryKey({ name: 'list_pins_pk', columns: [t.listKey, t.productId] })],
  ),
})

export const tables = tablesOf(discoveryTables)
