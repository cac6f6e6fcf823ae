import { CommerceError, type OperationName, type Shop, shopOver } from '@mitchweb/engine/contract'
import { type ClientOptions, callOver } from './over-http.ts'
import { isRead, routeOf } from './routes.ts'

export type { ClientOptions } from './over-http.ts'

/**
 * The shop at an address such as `https://shop.example`, with the same methods as in process. Reads, and writes that
 * carry an idempotency key, are repeated when the network or the shop fails for a moment; nothing else ever is.
 */
export function httpClient(url: string, options: ClientOptions = {}): Shop {
  return shopOver(async (name, input, call = {}) => {
    const route = routeOf(name)
    if (!route) throw withoutRoute(name)
    return (await callOver({ url, route, isRead: isRead(route), input, call, options })) as never
  })
}

const withoutRoute = (name: OperationName): CommerceError =>
  new CommerceError('unknown_operation', `${name} has no address over HTTP; it can only be called in process.`, {
    name,
  })
