import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server'

export type AnsweringTransport = {
  readonly transport: Transport
  /** Settles when every request so far has been answered. */
  readonly answered: () => Promise<void>
  /** Settles when the first message has gone out. */
  readonly begun: Promise<void>
}

/** A transport that knows which requests are still to be answered, so that a client that hangs up loses no purchase. */
export function answering(transport: Transport): AnsweringTransport {
  const open = new Set<string | number>()
  let waiting: (() => void)[] = []
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const settle = (id: string | number) => {
    open.delete(id)
    if (open.size > 0) return
    for (const done of waiting) done()
    waiting = []
  }
  const watching: Transport = {
    async start() {
      transport.onmessage = (message, extra) => {
        if (isRequest(message) && message.method !== 'subscriptions/listen') open.add(message.id)
        watching.onmessage?.(message, extra)
        if (isCancellation(message)) settle(message.params.requestId)
      }
      transport.onclose = () => watching.onclose?.()
      transport.onerror = error => watching.onerror?.(error)
      await transport.start()
    },
    async send(message, options) {
      await transport.send(message, options)
      begin()
      if (!('method' in message) && message.id !== undefined) settle(message.id)
    },
    close: () => transport.close(),
  }
  return {
    transport: watching,
    begun,
    answered: () => (open.size === 0 ? Promise.resolve() : new Promise(resolve => waiting.push(resolve))),
  }
}

type Request = { readonly method: string; readonly id: string | number }
type Cancellation = { readonly params: { readonly requestId: string | number } }

const isRequest = (message: JSONRPCMessage): message is JSONRPCMessage & Request =>
  'method' in message && 'id' in message

const isCancellation = (message: JSONRPCMessage): message is JSONRPCMessage & Cancellation =>
  'method' in message && message.method === 'notifications/cancelled' && message.params?.requestId !== undefined
