import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from 'react-router'
import { Link } from 'react-router'
import { CartLines } from '../cart/cart-lines.tsx'
import { CartSummary } from '../cart/cart-summary.tsx'
import { changeCart } from '../cart/change-cart.server.ts'
import { changeInBrowser } from '../cart/change-in-browser.ts'
import { buttonLook } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { useWords } from '../language/words.tsx'
import { openCart } from '../visit/cart.server.ts'
import { metaOf } from '../visit/meta.ts'
import { rootIn } from '../visit/root-data.ts'
import { visitorOf } from '../visit/visitor.server.ts'

export async function loader(asked: LoaderFunctionArgs) {
  const { shop } = await visitorOf(asked)
  const cart = await openCart(asked.request, shop)
  if (!cart || cart.line_items.length === 0) return { cart: undefined }
  const { currency, line_items: lines, totals, discounts, messages } = cart
  return { cart: { currency, lines, totals, codes: discounts.codes ?? [], messages } }
}

export const action = async (asked: ActionFunctionArgs) => await changeCart(asked)

export const clientAction = changeInBrowser

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  metaOf({ root: rootIn(matches), path: '/cart', isHidden: true })

type Shown = Awaited<ReturnType<typeof loader>>
export type Cart = NonNullable<Shown['cart']>

export default function CartPage({ loaderData: { cart } }: { loaderData: Shown }) {
  const words = useWords()
  if (!cart) {
    return (
      <div className="py-10">
        <h1 className="mb-6">{words.cartEmpty}</h1>
        <Link to="/search" prefetch="intent" className={buttonLook('strong')}>
          {words.keepShopping}
        </Link>
      </div>
    )
  }
  return (
    <>
      <h1 className="mb-8">{words.yourCart}</h1>
      {cart.messages.map(({ type, code, content }) => (
        <Notice key={`${code} ${content}`} kind={type === 'error' ? 'bad' : 'plain'}>
          {content}
        </Notice>
      ))}
      <div className="grid gap-10 md:grid-cols-[1fr_22rem]">
        <CartLines cart={cart} />
        <CartSummary cart={cart} />
      </div>
    </>
  )
}
