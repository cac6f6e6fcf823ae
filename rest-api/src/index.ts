/** The gateway as a library: mount it in a server of your own, or start one. */
export { type AppOptions, createApp, type McpHandler } from './app.ts'
export type { GatewayEngine } from './gateway-engine.ts'
export { defaultLimits, type Limit, type Limits } from './http/limits.ts'
export { createLog, type Log, type LogLevel } from './http/log.ts'
export { openApiDocument } from './openapi.ts'
export type { Route } from './route.ts'
export { routes } from './routes.ts'
export { type GatewayServer, startServer } from './server.ts'
