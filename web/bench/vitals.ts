import type { Page } from 'playwright-core'

type Seen = { lcp: number; cls: number; interaction: number }

/** Watches a page from its beginning; answers how to ask for what was seen. */
export async function watched(page: Page): Promise<() => Promise<{ lcp: number; cls: number }>> {
  await page.addInitScript(() => {
    const seen: Seen = { lcp: 0, cls: 0, interaction: 0 }
    Object.assign(globalThis, { seen })
    const observe = (type: string, take: (entry: never) => void) =>
      new PerformanceObserver(list => {
        for (const entry of list.getEntries()) take(entry as never)
      }).observe({ type, buffered: true })
    observe('largest-contentful-paint', ({ startTime }: { startTime: number }) => {
      seen.lcp = startTime
    })
    observe('layout-shift', ({ value, hadRecentInput }: { value: number; hadRecentInput: boolean }) => {
      if (!hadRecentInput) seen.cls += value
    })
  })
  return async () => await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)
}

/** How long the slowest of the visitor's acts took to show on the page, as the browser counts it. */
export async function longestInteraction(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const state = globalThis as unknown as { longest: number; watching?: PerformanceObserver }
    state.longest = 0
    state.watching?.disconnect()
    state.watching = new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) state.longest = Math.max(state.longest, duration)
    })
    const durationThreshold = 16
    state.watching.observe({ type: 'event', durationThreshold } as PerformanceObserverInit)
  })
  await act()
  // The browser tells of an act after the frame in which it shows.
  return await page.evaluate(
    () =>
      new Promise<number>(resolve => {
        requestAnimationFrame(() =>
          setTimeout(() => {
            const state = globalThis as unknown as { longest: number; watching: PerformanceObserver }
            for (const { duration } of state.watching.takeRecords()) state.longest = Math.max(state.longest, duration)
            resolve(state.longest)
          }, 100),
        )
      }),
  )
}
