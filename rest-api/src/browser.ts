import type { CallOptions, InputOf, OperationName, OutputOf, Shop } from '@mitchweb/engine/contract'
import { catalogRoutes } from './catalog-routes.ts'
import { type ClientOptions, callOver } from './over-http.ts'

/** What a page asks of the shop while somebody looks at it. */
export type BrowserShop = Pick<Shop, 'getProduct' | 'suggestSearches' | 'searchCatalog'>

/**
 * A few of `httpClient`'s methods for a page that is short of room: the contract is in the types alone, and no schema
 * comes along.
 */
export function browserClient(url: string, options: ClientOptions = {}): BrowserShop {
  const reading = <N extends OperationName>(operation: N) => {
    const route = catalogRoutes.find(each => each.operation === operation)!
    return (input: InputOf<N>, call: CallOptions = {}) =>
      callOver({ url, route, isRead: true, input, call, options }) as Promise<OutputOf<N>>
  }
  return {
    getProduct: reading('get_product'),
    suggestSearches: reading('suggest_searches'),
    searchCatalog: reading('search_catalog'),
  }
}
