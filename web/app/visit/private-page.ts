/** A page that shows what somebody bought is kept by no cache. */
export const privately = (): HeadersInit => ({ 'Cache-Control': 'private, no-store' })
