import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Engine } from '@mitchweb/engine'

export type LocalPages = {
  /** Where the pages are, and will be: links in answers begin with it. */
  readonly url: string
  readonly serve: (engine: Engine) => void
  readonly close: () => void
}

/** Links of one run work in the next, unless somebody else has taken the port meanwhile. */
const usualPort = 3939

/**
 * The pages where a person pays, and the shop's REST door, on this machine only: a shop that is opened for one AI client
 * has no server, but its `continue_url` has to lead somewhere. The gateway is loaded when the first page is asked for.
 */
export async function localPages(): Promise<LocalPages> {
  let engine: Engine | undefined
  let gateway: Promise<RequestListener> | undefined
  const server = createServer(async (request, response) => {
    if (!engine) return void response.writeHead(503, { 'Retry-After': '1' }).end()
    gateway ??= gatewayOf(engine)
    ;(await gateway)(request, response)
  })
  const port = await listening(server, usualPort).catch(() => listening(server, 0))
  // The client's pipe keeps the process alive, not a page that nobody looks at.
  server.unref()
  return {
    url: `http://localhost:${port}`,
    serve: opened => {
      engine = opened
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function gatewayOf(engine: Engine): Promise<RequestListener> {
  const { createApp, createLog, openBuiltStorefront } = await import('@mitchweb/rest-api')
  const log = createLog('warn')
  // Who has not built the pages yet is told so, and the client goes on shopping.
  const storefront = await openBuiltStorefront().catch(error => void log.warn({ err: error }, 'There are no pages.'))
  return createApp({ engine, log, ...(storefront && { storefront }) })
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
