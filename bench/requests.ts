import type { Request } from './load.ts'
import { searchWords } from './products.ts'

/** Product pages of many products, so that no single row is all that is read. */
export const productPages = (handles: readonly string[]): Request => ({
  path: '/api/catalog/product',
  bodies: spread(handles, 200).map(id => JSON.stringify({ id })),
})

/** The same, each with another postal code, so that no answer is the one to somebody else. */
export const eachAnew = (request: Request): Request => ({
  ...request,
  vary: (body, count) =>
    JSON.stringify({ ...JSON.parse(body), context: { address_country: 'DE', postal_code: `${10_000 + count}` } }),
})

export const searches: Request = {
  path: '/api/catalog/search',
  bodies: searchWords.map(query => JSON.stringify({ query })),
}

const modern = '2026-07-28'

/** Calls of `get_product` as a stateless MCP client makes them. */
export const mcpCalls = (handles: readonly string[]): Request => ({
  path: '/mcp',
  headers: {
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': modern,
    'mcp-method': 'tools/call',
    'mcp-name': 'get_product',
  },
  bodies: spread(handles, 200).map((handle, id) =>
    JSON.stringify({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'get_product', arguments: { catalog: { id: handle } }, _meta: envelope },
    }),
  ),
})

const envelope = {
  'io.modelcontextprotocol/protocolVersion': modern,
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

/** So many of a list, taken evenly from all of it. */
const spread = <T>(list: readonly T[], count: number): T[] =>
  Array.from({ length: Math.min(count, list.length) }, (_, index) => list[Math.floor((index * list.length) / count)]!)
