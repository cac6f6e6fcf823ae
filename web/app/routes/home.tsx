import { Link, type LoaderFunctionArgs, type MetaFunction } from 'react-router'
import { buttonLook } from '../components/button.tsx'
import { Picture } from '../components/picture.tsx'
import { type Card, cardOf, ProductGrid } from '../components/product-card.tsx'
import { useWords } from '../language/words.tsx'
import { useRoot } from '../root.tsx'
import { metaOf } from '../visit/meta.ts'
import { rootIn } from '../visit/root-data.ts'
import { visitorOf } from '../visit/visitor.server.ts'

export async function loader(asked: LoaderFunctionArgs) {
  const { shop, choice, context } = await visitorOf(asked)
  const [newest, popular, { collections }] = await Promise.all([
    shop.searchCatalog({ catalog: { context, pagination: { limit: 12 } } }),
    shop.searchCatalog({
      catalog: { context, sort: 'best_selling', filters: { available: true }, pagination: { limit: 4 } },
    }),
    shop.listCollections({ limit: 6, language: choice.language }),
  ])
  return {
    newest: newest.products.map(cardOf),
    popular: popular.products.map(cardOf),
    collections: collections.map(({ handle, title, image }) => ({
      handle,
      title,
      ...(image && { picture: { url: image.url, alt: image.alt_text ?? '' } }),
    })),
  }
}

export const meta: MetaFunction<typeof loader> = ({ matches }) => {
  const root = rootIn(matches)
  return metaOf({ root, description: root?.shop.description, path: '/' })
}

type Shown = Awaited<ReturnType<typeof loader>>

export default function Home({ loaderData: { newest, popular, collections } }: { loaderData: Shown }) {
  const words = useWords()
  const root = useRoot()
  const [lead] = popular.length > 0 ? popular : newest
  return (
    <>
      <section className="mb-14 grid gap-8 md:grid-cols-[1.15fr_1fr] md:items-end">
        <div className="md:pb-6">
          <h1 className="mb-4">{root?.shop.name}</h1>
          {root?.shop.description && <p className="mb-6 max-w-[34rem] text-lg">{root.shop.description}</p>}
          <Link to="/search" prefetch="intent" className={buttonLook('strong')}>
            {words.all}
          </Link>
        </div>
        {lead && <Lead card={lead} />}
      </section>
      {collections.length > 0 && (
        <ul className="mb-14 flex flex-wrap gap-3">
          {collections.map(({ handle, title }) => (
            <li key={handle}>
              <Link to={`/collections/${encodeURIComponent(handle)}`} prefetch="intent" className={buttonLook('plain')}>
                {title}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Shelf title={words.popular} cards={popular} />
      <Shelf title={words.newest} cards={newest} />
    </>
  )
}

const Lead = ({ card }: { card: Card }) => (
  <Link to={`/products/${encodeURIComponent(card.handle)}`} prefetch="intent" className="group block">
    <Picture
      picture={card.picture}
      urgency="first"
      sizes="(min-width: 48rem) 36rem, 100vw"
      className="aspect-[4/3] w-full"
    />
    <span className="mt-2 block font-medium group-hover:underline">{card.title}</span>
  </Link>
)

const Shelf = ({ title, cards }: { title: string; cards: readonly Card[] }) =>
  cards.length > 0 && (
    <section className="mb-16">
      <h2 className="mb-6">{title}</h2>
      <ProductGrid cards={cards} />
    </section>
  )
