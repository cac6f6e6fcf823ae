// The real gateway with every door and no limits, on the database that it is told.
import { guest, openEngine } from '@mitchweb/engine'
import { mcpHttpHandler } from '@mitchweb/mcp-server'
import { createApp, createLog } from '@mitchweb/rest-api'
import { serve } from './serve.ts'

const engine = await openEngine({ database: process.argv[2] ?? '', onError: error => console.error(error) })
const shop = engine.as(guest)
const mcp = mcpHttpHandler({ shopFor: () => shop, onFault: error => console.error(error) })
const app = createApp({ engine, mcp, log: createLog('silent'), limits: false })
serve(app, async () => {
  await mcp.close()
  await engine.close()
})
