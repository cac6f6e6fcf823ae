import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AppOptions, createApp } from './app.ts'

/** A port that is taken before the shop is ready behind it, so that a taken port is noticed before anything else happens. */
export type Door = {
  readonly port: number
  /** From now on requests are answered by this; before, callers are told to come back. */
  readonly open: (listener: RequestListener) => void
  readonly isClosing: () => boolean
  /** Takes no new connection and answers when everything in hand is finished, or after `graceSeconds`. */
  readonly drain: (graceSeconds?: number) => Promise<void>
  /** Ends what is still connected, such as event streams. */
  readonly close: () => Promise<void>
}

export async function listen({ port, host }: { port: number; host: string }): Promise<Door> {
  let answer: RequestListener = notYet
  let isClosing = false
  let inHand = 0
  let finished = () => {}
  const server = createServer((request, response) => {
    if (isClosing) response.setHeader('Connection', 'close')
    if (!isStream(request)) {
      inHand += 1
      response.once('close', () => {
        inHand -= 1
        if (inHand === 0) finished()
      })
    }
    answer(request, response)
  })
  await listening(server, port, host)
  let closed: Promise<void> | undefined
  const stopListening = () => {
    isClosing = true
    closed ??= new Promise(resolve => server.close(() => resolve()))
    return closed
  }
  return {
    port: (server.address() as AddressInfo).port,
    open: listener => {
      answer = listener
    },
    isClosing: () => isClosing,
    drain: async (graceSeconds = 10) => {
      void stopListening()
      if (inHand === 0) return
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, graceSeconds * 1000)
      finished = resolve
      await promise
      clearTimeout(timer)
    },
    close: async () => {
      const done = stopListening()
      server.closeAllConnections()
      await done
    },
  }
}

const notYet: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'text/plain' }).end('The shop is about to open.\n')
}

/** An MCP client's standing stream is open as long as the client lives; it is not work in hand. */
const isStream = ({ method, url }: IncomingMessage): boolean =>
  method === 'GET' && /^(?:\/admin)?\/mcp(?:[/?]|$)/.test(url ?? '')

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

export type GatewayServer = { readonly url: string; readonly close: (graceSeconds?: number) => Promise<void> }

/** The gateway on a port of its own; `port: 0` takes a free one. Closing finishes what is in hand; the engine stays open. */
export async function startServer({
  port,
  host = '127.0.0.1',
  ...options
}: AppOptions & { readonly port: number; readonly host?: string }): Promise<GatewayServer> {
  const door = await listen({ port, host })
  door.open(createApp({ isClosing: door.isClosing, ...options }))
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${door.port}`,
    close: async graceSeconds => {
      await door.drain(graceSeconds)
      await door.close()
    },
  }
}
