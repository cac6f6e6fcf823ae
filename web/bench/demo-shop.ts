import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, fillDemoShop, openEngine, system } from '@mitchweb/engine'
import { createApp, createLog } from '@mitchweb/rest-api'
import { type Browser, chromium } from 'playwright-core'
import { listen } from '../../rest-api/src/server.ts'
import { openBuiltStorefront } from '../../rest-api/src/storefront.ts'
import { chromiumFlags, chromiumPath } from '../../rest-api/test/chromium.ts'

export type DemoShop = {
  readonly engine: Engine
  readonly url: string
  readonly browser: Browser
  /** The link in the next letter that the shop writes to an address. */
  readonly linkTo: (email: string) => Promise<URL>
  readonly close: () => Promise<void>
}

/** The demo shop with its pages on a port of its own, and a browser to look at it. */
export async function openDemoShop({ flags = [] }: { readonly flags?: readonly string[] } = {}): Promise<DemoShop> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-web-'))
  const door = await listen({ port: 0, host: '127.0.0.1' })
  const url = `http://localhost:${door.port}`
  const awaited = new Map<string, (link: URL) => void>()
  const engine = await openEngine({
    database: join(folder, 'shop.db'),
    publicUrl: url,
    checkOutput: false,
    mailer: { send: async ({ to, link }) => awaited.get(to)?.(new URL(link ?? url)) },
  })
  await fillDemoShop(engine.as(system))
  door.open(createApp({ engine, storefront: await openBuiltStorefront(), log: createLog('silent'), limits: false }))
  const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags, ...flags] })
  return {
    engine,
    url,
    browser,
    linkTo: email => new Promise(resolve => awaited.set(email, resolve)),
    close: async () => {
      await browser.close()
      await door.close()
      await engine.close()
      await rm(folder, { recursive: true })
    },
  }
}
