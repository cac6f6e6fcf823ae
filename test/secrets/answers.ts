import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { lookAt } from './findings.ts'

const outsiders = new WeakSet<Server>()

/** A server in a test that is not the shop's, such as a payment provider's: what it says is its own affair. */
export const isNotTheShop = (server: Server): void => void outsiders.add(server)

type Started = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly server: Server }

/** Looks at every answer that leaves a server in this process, whoever asked: its headers and its body. */
export function watchAnswers(): void {
  subscribe('http.server.request.start', message => {
    const { request, response, server } = message as Started
    if (!outsiders.has(server)) watch(request, response)
  })
}

function watch(request: IncomingMessage, response: ServerResponse): void {
  // Who answers may shorten the address that is still to be matched.
  const place = `answer to ${request.method} ${request.url}`
  const body: Buffer[] = []
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string') body.push(Buffer.from(chunk))
    else if (chunk instanceof Uint8Array) body.push(Buffer.from(chunk))
  }
  let head = ''
  const { write, end, writeHead } = response
  Object.assign(response, {
    writeHead: (...given: unknown[]) => {
      head += JSON.stringify(given)
      return Reflect.apply(writeHead, response, given)
    },
    write: (chunk: unknown, ...rest: unknown[]) => {
      keep(chunk)
      return Reflect.apply(write, response, [chunk, ...rest])
    },
    end: (chunk: unknown, ...rest: unknown[]) => {
      keep(chunk)
      return Reflect.apply(end, response, [chunk, ...rest])
    },
  })
  response.once('close', () => {
    lookAt(head + JSON.stringify(response.getHeaders()), `the head of the ${place}`)
    lookAt(unpacked(Buffer.concat(body), String(response.getHeader('content-encoding'))), `the ${place}`)
  })
}

const unpackings: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  deflate: inflateSync,
}

function unpacked(bytes: Buffer, encoding: string): string {
  const unpack = unpackings[encoding]
  if (!unpack || bytes.length === 0) return bytes.toString()
  try {
    return unpack(bytes).toString()
  } catch {
    // An answer that was cut off.
    return ''
  }
}
