import type { ProductView } from '@mitchweb/engine/contract'
import { Link } from 'react-router'
import { useWords } from '../language/words.tsx'
import { Picture } from './picture.tsx'
import { Price } from './price.tsx'

/** What a list shows of a product: no more of it is sent to a browser. */
export const cardOf = ({ handle, title, media, metadata, price_range, list_price_range, variants }: ProductView) => {
  const { min, max } = price_range
  const list = list_price_range?.min
  const picture = media?.find(({ type }) => type === 'image')
  return {
    handle,
    title,
    price: min,
    isFrom: max.amount > min.amount,
    ...(metadata?.brand && { brand: metadata.brand }),
    ...(list && list.amount > min.amount && { list }),
    ...(picture && { picture: { url: picture.url, alt: picture.alt_text ?? '' } }),
    isSoldOut: variants.every(({ availability }) => !availability.available),
  }
}
export type Card = ReturnType<typeof cardOf>

/** For what takes the place of products until they are there. */
export const gridLook = 'grid grid-cols-2 gap-x-4 gap-y-9 md:grid-cols-3 lg:grid-cols-4 lg:gap-x-6'

export const ProductGrid = ({ cards, isFirst }: { cards: readonly Card[]; isFirst?: boolean }) => (
  <ul className={gridLook}>
    {cards.map((card, index) => (
      <li key={card.handle}>
        <ProductCard card={card} urgency={isFirst ? urgencyAt(index) : 'later'} />
      </li>
    ))}
  </ul>
)

/** On a phone two stand side by side, on a desk four. */
const urgencyAt = (index: number) => (index === 0 ? 'first' : index < 4 ? 'soon' : 'later')

type Shown = { readonly card: Card; readonly urgency: ReturnType<typeof urgencyAt> }

function ProductCard({ card, urgency }: Shown) {
  const words = useWords()
  return (
    <Link to={`/products/${encodeURIComponent(card.handle)}`} prefetch="intent" className="group flex h-full flex-col">
      <Picture
        picture={card.picture}
        urgency={urgency}
        sizes="(min-width: 64rem) 18rem, (min-width: 48rem) 33vw, 50vw"
        className="mb-3 aspect-[4/5] w-full"
      />
      {card.brand && <span className="text-sm text-quiet">{card.brand}</span>}
      <span className="font-medium leading-snug group-hover:underline">{card.title}</span>
      <span className="mt-1">
        <Price price={card.price} list={card.list} isFrom={card.isFrom} />
      </span>
      {card.isSoldOut && <span className="text-sm text-quiet">{words.soldOut}</span>}
    </Link>
  )
}
