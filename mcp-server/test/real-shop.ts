import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, fillDemoShop, guest, openEngine, system } from '@mitchweb/engine'
import { type ServedMcp, serveMcp } from './serve-mcp.ts'

export type RealShop = { readonly engine: Engine; readonly folder: string; readonly close: () => Promise<void> }

/** The demo shop on the real engine, in a folder of its own. */
export async function realShop(): Promise<RealShop> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-mcp-'))
  const engine = await openEngine({ database: join(folder, 'shop.db'), publicUrl: 'https://shop.example' })
  await fillDemoShop(engine.as(system))
  return {
    engine,
    folder,
    async close() {
      await engine.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The engine's guests over HTTP. Faults are thrown into the test, because a shop that works has none. */
export function serveEngine(engine: Engine, faults: unknown[] = []): Promise<ServedMcp> {
  const shop = engine.as(guest)
  return serveMcp({
    shopFor: () => shop,
    subscribe: listener => engine.subscribe(listener),
    onFault: error => faults.push(error),
  })
}
