/** The shop as an MCP server. A head: it knows the contract, and answers with what the engine says. */
export { type McpHttp, type McpHttpOptions, mcpHttpHandler, merchantHttpHandler } from './http.ts'
export type { ShopEvent, Subscribe } from './live-updates.ts'
export type { MerchantOptions } from './merchant/server.ts'
export { type McpShopOptions, mcpServerFactory } from './server.ts'
