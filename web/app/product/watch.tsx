import { browserClient } from '@mitchweb/rest-api/browser'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useNavigation, useRevalidator } from 'react-router'
import { questions } from '../live/questions.ts'
import type { ProductPage } from '../routes/product.tsx'
import { pageOf } from './product-page.ts'

export type Watched = { readonly page: ProductPage }

/** Twice within the time in which a reader is to hear of a change. */
const interval = 1000
const intervalInTrouble = 15_000

/**
 * Asks the shop again and again while the page is in sight, and has it rendered anew where the answer is another. Asking
 * is cheaper than being told: what guests ask of one product is read once for all of them until the shop's next commit,
 * nothing is held open, and an offer that begins or ends by the clock, of which there is no event, is seen as well.
 */
export function Watch({ page }: Watched) {
  const { revalidate } = useRevalidator()
  const isStill = useNavigation().state === 'idle'
  const { question, variant } = page
  const { data } = useQuery(
    {
      queryKey: ['product', question, variant],
      queryFn: ({ signal }) => browserClient('', { attempts: 1 }).getProduct({ catalog: question }, { signal }),
      refetchInterval: ({ state }) => (state.error ? intervalInTrouble : interval),
      enabled: isStill,
      gcTime: 0,
    },
    questions,
  )
  const now = data && textOf(pageOf(data.product, { variant }))
  const acted = useRef<string>(undefined)
  const compare = useEffectEvent(() => {
    // What the page itself is answered differently is left at one try.
    if (now === undefined || now === textOf(page) || now === acted.current) return
    acted.current = now
    revalidate()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer is compared once
  useEffect(() => compare(), [now])
  return null
}

/** What of a page changes by the minute. */
const textOf = ({ chosen, options }: Pick<ProductPage, 'chosen' | 'options'>): string =>
  JSON.stringify({ chosen, options })
