import { useState } from 'react'

type Asking<A> = { readonly state: 'idle' | 'submitting' | 'loading'; readonly data: A | undefined }

/** What the shop said to the last form. One that led on is answered with nothing, and leaves what was said before. */
export function useAnswer<A>({ state, data }: Asking<A>): A | undefined {
  const [before, setBefore] = useState(data)
  if (state === 'submitting' && before !== data) setBefore(data)
  return state === 'idle' && before !== data ? data : undefined
}
