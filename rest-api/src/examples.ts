import type { InputOf, OperationName } from '@mitchweb/engine/contract'

const address = {
  first_name: 'Ann',
  last_name: 'Lee',
  street_address: 'Lindenstraße 4',
  postal_code: '10969',
  address_locality: 'Berlin',
  address_country: 'DE',
}

const lines = [{ item: { id: 'var_8x2m4k1q9d7e' }, quantity: 2 }]

/** An input for each operation that sends a body, as a caller would really write it. A test parses every one. */
export const examples: { readonly [N in OperationName]?: InputOf<N> } = {
  search_catalog: {
    catalog: {
      query: 'blue mug',
      filters: { price: { max: 3000 }, available: true, attributes: [{ name: 'Colour', values: ['Blue'] }] },
      context: { address_country: 'DE', currency: 'EUR' },
      facets: ['price', 'Colour'],
      pagination: { limit: 5 },
    },
  },
  lookup_catalog: { catalog: { ids: ['var_8x2m4k1q9d7e', 'linen-apron'] } },
  get_product: { catalog: { id: 'stoneware-mug', selected: [{ name: 'Colour', label: 'Blue' }] } },
  estimate_delivery: {
    catalog: { id: 'var_3f8a2k7m', quantity: 2, context: { address_country: 'DE', postal_code: '10969' } },
  },
  recommend_products: { catalog: { ids: ['stoneware-mug'], cart_id: 'crt_5h8k2m7p3q9r4s6t1v0w2x5y8z', limit: 3 } },
  create_cart: { cart: { line_items: lines, context: { address_country: 'DE' } } },
  update_cart: {
    id: 'crt_5h8k2m7p3q9r4s6t1v0w2x5y8z',
    cart: { line_items: lines, discounts: { codes: ['WELCOME10'] } },
  },
  create_checkout: {
    checkout: {
      line_items: lines,
      buyer: { email: 'ann@example.com', first_name: 'Ann', last_name: 'Lee' },
      fulfillment: { methods: [{ type: 'shipping', destinations: [address] }] },
    },
  },
  update_checkout: {
    id: 'chk_5h8k2m7p3q9r4s6t1v0w2x5y8z',
    checkout: {
      buyer: { email: 'ann@example.com' },
      fulfillment: {
        methods: [{ type: 'shipping', destinations: [address], groups: [{ selected_option_id: 'shp_standard_de' }] }],
      },
      discounts: { codes: ['WELCOME10'] },
    },
  },
  complete_checkout: {
    id: 'chk_5h8k2m7p3q9r4s6t1v0w2x5y8z',
    checkout: {
      payment: {
        instruments: [
          { id: 'demo', handler_id: 'demo', type: 'demo', credential: { type: 'token', token: 'success' } },
        ],
      },
    },
    expected_total: 4270,
  },
  get_gift_card_balance: { code: 'gift_5h8k2m7p3q9r4s6t1v0w2x5y8z' },
  update_profile: {
    profile: { first_name: 'Ann', last_name: 'Lee', language: 'de', addresses: [{ ...address, default: true }] },
  },
  reorder: { id: 'ord_5h8k2m7p3q9r4s6t1v0w2x5y8z', context: { currency: 'EUR' } },
  close_account: { email: 'ann@example.com' },
  update_order: {
    id: 'ord_5h8k2m7p3q9r4s6t1v0w2x5y8z',
    order: {
      destination: { ...address, street_address: 'Lindenstraße 40' },
      buyer: { phone_number: '+49 30 5550100' },
    },
  },
  request_return: {
    id: 'ord_5h8k2m7p3q9r4s6t1v0w2x5y8z',
    line_items: [{ id: 'li_7d2k9x4m', quantity: 1, reason: 'damaged' }],
    note: 'The handle came off.',
  },
  cancel_order: { id: 'ord_5h8k2m7p3q9r4s6t1v0w2x5y8z', reason: 'Ordered twice by mistake' },
}
