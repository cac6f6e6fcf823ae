import { useEffect, useEffectEvent, useState } from 'react'
import { useFetcher } from 'react-router'
import type { CartAnswer } from './change-cart.server.ts'
import { useAnswer } from './use-answer.ts'

type Line = { readonly id: string; readonly quantity: number }

/**
 * The quantity of a line as somebody wants it. It is shown at once and goes back where the shop refuses. Of several quick
 * wishes the last one counts: one is sent at a time, so that none overtakes another.
 */
export function useQuantity({ id, quantity }: Line) {
  const fetcher = useFetcher<CartAnswer>()
  const answer = useAnswer(fetcher)
  const [wish, setWish] = useState<number>()
  const isBusy = fetcher.state !== 'idle'
  const send = useEffectEvent((wanted: number) => {
    setWish(undefined)
    if (wanted === quantity) return
    fetcher.submit({ line: id, before: quantity, quantity: wanted }, { method: 'post', action: '/cart' })
  })
  useEffect(() => {
    if (wish !== undefined && !isBusy) send(wish)
  }, [wish, isBusy])
  const sent = fetcher.formData?.get('quantity')
  return {
    shown: wish ?? (sent ? Number(sent) : quantity),
    isOpen: isBusy || wish !== undefined,
    answer,
    want: (wanted: number) => setWish(Math.min(Math.max(wanted, 0), most)),
  }
}

export const most = 999
