type Visit = { readonly language: string; readonly inCart: number }

/**
 * Leaves for the page that is shown without a connection what it cannot ask the shop, and nothing that says whose it is.
 * Each page replaces what the one before it left.
 */
export async function remember(visit: Visit): Promise<void> {
  const kept = await caches.open('visit')
  await kept.put('/visit', Response.json(visit))
}

/** Has the browser look whether there is a new worker, past every cache. */
export const keepWorker = (): Promise<unknown> =>
  navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' })
