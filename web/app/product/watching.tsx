import { type ComponentType, useEffect, useState } from 'react'
import { useFormats, useWords } from '../language/words.tsx'
import { whenIdle } from '../live/when-idle.ts'
import type { ProductPage } from '../routes/product.tsx'
import type { Offer } from './product-page.ts'
import { stockText } from './stock-text.ts'
import type { Watched } from './watch.tsx'

type Shown = { readonly page: ProductPage; readonly offer: Offer }

/** Keeps what is shown of an offer true while somebody looks at it, and says when it has changed under their eyes. */
export function Watching({ page, offer }: Shown) {
  const words = useWords()
  const { money } = useFormats()
  const [first] = useState(offer)
  const [Watch, setWatch] = useState<ComponentType<Watched>>()
  useEffect(
    () =>
      whenIdle(() => {
        import('./watch.tsx').then(
          loaded => setWatch(() => loaded.Watch),
          // Whoever buys is told all the same where the price has moved.
          () => {},
        )
      }),
    [],
  )
  return (
    <p role="status" className="text-sm font-medium">
      {isOther(first, offer) && words.liveChanged(money(offer.price), stockText(offer.availability, words))}
      {Watch && <Watch page={page} />}
    </p>
  )
}

const isOther = (first: Offer, now: Offer): boolean =>
  first.price.amount !== now.price.amount ||
  first.price.currency !== now.price.currency ||
  first.availability.status !== now.availability.status
