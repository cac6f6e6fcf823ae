import type { OperationName, OutputOf } from '@mitchweb/engine/contract'
import { cleaned } from './clean-text.ts'
import { leanViews } from './lean-views.ts'
import { cartText } from './text/cart-text.ts'
import { checkoutText } from './text/checkout-text.ts'
import { mandatesText, mandateText } from './text/mandates-text.ts'
import { orderText } from './text/order-text.ts'
import { ordersText } from './text/orders-text.ts'
import { paymentMethodsText } from './text/payment-methods-text.ts'
import { policiesText } from './text/policy-text.ts'
import { foundText, productText, recommendationsText } from './text/product-text.ts'
import { profileText } from './text/profile-text.ts'

const texts = {
  search_catalog: foundText,
  lookup_catalog: foundText,
  get_product: productText,
  recommend_products: recommendationsText,
  search_store_policies: policiesText,
  create_cart: cartText,
  get_cart: cartText,
  update_cart: cartText,
  cancel_cart: cartText,
  create_checkout: checkoutText,
  get_checkout: checkoutText,
  update_checkout: checkoutText,
  complete_checkout: checkoutText,
  cancel_checkout: checkoutText,
  get_order: orderText,
  list_orders: ordersText,
  reorder: cartText,
  update_order: orderText,
  request_return: orderText,
  get_profile: profileText,
  update_profile: profileText,
  list_payment_methods: paymentMethodsText,
  list_mandates: mandatesText,
  revoke_mandate: mandateText,
} satisfies { [N in OperationName]?: (view: OutputOf<N>) => string }

export type ToolName = keyof typeof texts

export type Rendering = { readonly text: string; readonly structured: Record<string, unknown> }

/** Both renderings of an answer, each complete by itself and made from the same cleaned view, so that they cannot drift. */
export function rendered<N extends ToolName>(name: N, answer: OutputOf<N>): Rendering {
  const lean = (leanViews as { [K in ToolName]?: (view: never) => unknown })[name]
  const view = cleaned(lean ? lean(answer as never) : answer)
  return {
    text: (texts[name] as (view: unknown) => string)(view),
    structured: view as Record<string, unknown>,
  }
}
