/** Does something once the page has nothing else to do; answers how to leave it undone. */
export function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, 1000)
    return () => clearTimeout(timer)
  }
  const waiting = window.requestIdleCallback(work, { timeout: 3000 })
  return () => window.cancelIdleCallback(waiting)
}
