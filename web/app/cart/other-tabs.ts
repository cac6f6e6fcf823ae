import { useEffect, useEffectEvent } from 'react'
import { useRevalidator } from 'react-router'

/** One for the whole page, which thereby hears of itself nothing. */
let channel: BroadcastChannel | undefined
const opened = (): BroadcastChannel => {
  channel ??= new BroadcastChannel('cart')
  return channel
}

/** Says to the visitor's other tabs that the cart is another one now. */
export const tellOtherTabs = (): void => opened().postMessage('changed')

/** Shows the cart as another tab has left it. */
export function useOtherTabs(): void {
  const { revalidate } = useRevalidator()
  const look = useEffectEvent(() => void revalidate())
  useEffect(() => {
    const listening = new AbortController()
    opened().addEventListener('message', () => look(), { signal: listening.signal })
    return () => listening.abort()
  }, [])
}
