import { type LoaderFunctionArgs, redirect } from 'react-router'
import { askProvider } from '../checkout/under-way.server.ts'
import { asked } from '../visit/answers.server.ts'
import { pathOf } from '../visit/path-of.server.ts'
import { visitorOf } from '../visit/visitor.server.ts'

/** To the provider's page, as long as it still wants something of this person. */
export async function loader(request: LoaderFunctionArgs) {
  const { shop, payments, publicUrl } = await visitorOf(request)
  const { id } = await asked(shop.getCheckout({ id: String(request.params.id) }))
  const page = pathOf(await askProvider(payments, id), publicUrl)
  return redirect(page ?? `/checkout/${encodeURIComponent(id)}`)
}
