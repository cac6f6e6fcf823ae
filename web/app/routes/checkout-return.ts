import { type LoaderFunctionArgs, redirect } from 'react-router'
import { askProvider } from '../checkout/under-way.server.ts'
import { asked } from '../visit/answers.server.ts'
import { visitorOf } from '../visit/visitor.server.ts'

/** Back from the provider's page: what it says of the payment takes effect before the person sees the checkout. */
export async function loader(request: LoaderFunctionArgs) {
  const { shop, payments } = await visitorOf(request)
  const { id } = await asked(shop.getCheckout({ id: String(request.params.id) }))
  await askProvider(payments, id)
  return redirect(`/checkout/${encodeURIComponent(id)}`)
}
