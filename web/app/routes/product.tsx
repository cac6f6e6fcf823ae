import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type ShouldRevalidateFunctionArgs,
} from 'react-router'
import { changeInBrowser } from '../cart/change-in-browser.ts'
import { ProductGrid } from '../components/product-card.tsx'
import { WayHere } from '../components/way-here.tsx'
import { useWords } from '../language/words.tsx'
import { addToCart } from '../product/add-to-cart.server.ts'
import { BuyBox } from '../product/buy-box.tsx'
import { estimateOf } from '../product/estimate.server.ts'
import { Gallery } from '../product/gallery.tsx'
import { goesWith } from '../product/goes-with.server.ts'
import { productData } from '../product/product-data.ts'
import { pageOf } from '../product/product-page.ts'
import { Specifications } from '../product/specifications.tsx'
import { useRoot } from '../root.tsx'
import { asked } from '../visit/answers.server.ts'
import { breadcrumbs, stepsTo } from '../visit/breadcrumbs.ts'
import { metaOf } from '../visit/meta.ts'
import { rootIn } from '../visit/root-data.ts'
import { visitorOf } from '../visit/visitor.server.ts'

/** Options stand in the address by their names, `?Colour=Black`; a feed names a variant, `?variant=var_…`. */
export async function loader(request: LoaderFunctionArgs) {
  const visitor = await visitorOf(request)
  const { shop, context } = visitor
  const wanted = String(request.params.handle)
  const params = request.url.searchParams
  const variant = params.get('variant')
  const selected = [...params]
    .filter(([name]) => name !== 'variant' && name !== 'lang')
    .slice(0, 10)
    .map(([name, label]) => ({ name, label }))
  const question = { id: wanted, context, ...(selected.length > 0 && { selected }) }
  const { product } = await asked(shop.getProduct({ catalog: question }))
  if (product.handle !== wanted)
    throw redirect(`/products/${encodeURIComponent(product.handle)}${request.url.search}`, 301)
  const page = pageOf(product, { variant })
  const { chosen } = page
  const [also, delivery, { categories }] = await Promise.all([
    asked(goesWith(visitor, product.id)),
    chosen?.availability.available ? asked(estimateOf(visitor, chosen.id)) : undefined,
    shop.listCategories({ language: visitor.choice.language }),
  ])
  const category = categories.find(({ path }) => path === page.product.category)
  const steps = category ? stepsTo(categories, category) : []
  return { ...page, question, variant, goesWith: also, delivery, steps }
}

export const action = async (request: ActionFunctionArgs) => await addToCart(request)

export const clientAction = changeInBrowser

/** Who is told of another price is shown it too, which a refused form alone would not do. */
export const shouldRevalidate = ({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean =>
  actionStatus === 409 || defaultShouldRevalidate

export const meta: MetaFunction<typeof loader> = ({ matches, loaderData }) => {
  if (!loaderData) return []
  const root = rootIn(matches)
  const { product, seo, pictures, steps } = loaderData
  const path = `/products/${encodeURIComponent(product.handle)}`
  const here = { title: product.title, path }
  return metaOf({
    root,
    title: seo.title ?? product.title,
    description: seo.description ?? product.text,
    picture: pictures[0]?.url,
    path,
    type: 'product',
    data: [productData(root, loaderData), ...(steps.length > 0 ? [breadcrumbs(root, [...steps, here])] : [])],
  })
}

export type ProductPage = Awaited<ReturnType<typeof loader>>

export default function Product({ loaderData: page }: { loaderData: ProductPage }) {
  const words = useWords()
  const root = useRoot()
  const { product, chosen } = page
  return (
    <>
      <WayHere steps={page.steps} />
      <article className="grid gap-8 md:grid-cols-[1.2fr_1fr] md:gap-12">
        <Gallery key={chosen?.id} pictures={page.pictures} title={product.title} />
        <div className="md:sticky md:top-6 md:self-start">
          {product.brand && <p className="mb-1 text-quiet">{product.brand}</p>}
          <h1 className="mb-4">{product.title}</h1>
          <BuyBox page={page} includesTax={root?.shop.includesTax ?? true} />
        </div>
      </article>
      <div className="mt-14 grid gap-12 md:grid-cols-[1.2fr_1fr]">
        {product.text && (
          <section>
            <h2 className="mb-4">{words.description}</h2>
            <div className="grid max-w-[42rem] gap-4">
              {product.text.split(/\n{2,}/).map((paragraph, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of a text have no other name
                <p key={index} className="whitespace-pre-line">
                  {paragraph}
                </p>
              ))}
            </div>
          </section>
        )}
        <Specifications page={page} />
      </div>
      {page.goesWith.length > 0 && (
        <section className="mt-16">
          <h2 className="mb-6">{words.goesWith}</h2>
          <ProductGrid cards={page.goesWith} />
        </section>
      )}
    </>
  )
}
