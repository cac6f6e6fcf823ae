import type { McpServer } from '@modelcontextprotocol/server'

export type ShopEvent = { readonly type: string; readonly payload: Readonly<Record<string, unknown>> }

/** The engine's outbox as a head sees it; answers how to stop listening. */
export type Subscribe = (listener: (event: ShopEvent) => void) => () => void

/** The resources that an event changed: an event names what it is about by ids. */
export function changedResources({ payload }: ShopEvent): string[] {
  return Object.entries(kinds).flatMap(([field, collection]) => {
    const id = payload[field]
    return typeof id === 'string' ? [`mitchweb://${collection}/${encodeURIComponent(id)}`] : []
  })
}

const kinds = { order_id: 'orders', cart_id: 'carts', checkout_id: 'checkouts', product_id: 'products' }

/**
 * `resources/subscribe` of the 2025 era. It listens to the shop only while something is subscribed to, and a notification
 * says no more than which address changed: whoever may not read it learns nothing.
 */
export function serveSubscriptions(server: McpServer, subscribe: Subscribe | undefined): void {
  const watched = new Set<string>()
  let stop: (() => void) | undefined
  const listen = () => {
    stop ??= subscribe?.(event => {
      for (const uri of changedResources(event)) if (watched.has(uri)) announce(server, uri)
    })
  }
  const rest = () => {
    stop?.()
    stop = undefined
  }
  server.server.setRequestHandler('resources/subscribe', ({ params }) => {
    if (watched.size < mostWatched && params.uri.length <= longestUri) watched.add(params.uri)
    listen()
    return {}
  })
  server.server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    watched.delete(params.uri)
    if (watched.size === 0) rest()
    return {}
  })
  server.server.onclose = rest
}

const mostWatched = 100
/** No address of the shop is longer. */
const longestUri = 500

/** On stdio one server lives as long as the connection, and the SDK passes on what the client listens for. */
export function announceEverything(server: McpServer, subscribe: Subscribe | undefined): void {
  const stop = subscribe?.(event => {
    for (const uri of changedResources(event)) announce(server, uri)
  })
  server.server.onclose = () => stop?.()
}

function announce(server: McpServer, uri: string): void {
  // The connection may be closing; whoever reconnects reads the resource anew.
  if (server.isConnected()) server.server.sendResourceUpdated({ uri }).catch(() => {})
}
