import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens on a free port, tells the parent where, answers its questions, and ends with it. */
export function serve(listener: RequestListener, close: () => Promise<void> = async () => {}): void {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  })
  process.on('message', () => {
    globalThis.gc?.()
    process.send?.({ heap: process.memoryUsage().heapUsed })
  })
  process.once('disconnect', async () => {
    server.closeAllConnections()
    server.close()
    await close()
    process.exit(0)
  })
}
