import { useEffect } from 'react'
import { whenIdle } from '../live/when-idle.ts'

/** Has the browser ready for a page without a connection. Where it cannot be, the shop is as it was. */
export function ReadyForOffline({ language, inCart }: { language: string; inCart: number }) {
  useEffect(
    () =>
      whenIdle(async () => {
        if (!('serviceWorker' in navigator)) return
        const { keepWorker, remember } = await import('./last-visit.ts')
        await Promise.all([keepWorker(), remember({ language, inCart })])
      }),
    [language, inCart],
  )
  return null
}
