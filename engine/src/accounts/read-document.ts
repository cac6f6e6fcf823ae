import { lookup } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isPublicAddress } from './public-addresses.ts'

/** Reads the text of a JSON document from somebody's server. Throws where there is none to be had. */
export type ReadDocument = (url: URL) => Promise<string>

const seconds = 5
const largestBytes = 16 * 1024

/**
 * Reads a document whose address a stranger has named. The name is resolved once and the connection goes to that very
 * address, which is public: no answer of a name server can lead it into the shop's own network. Redirects are not followed.
 */
export const readDocument: ReadDocument = async url => {
  const deadline = AbortSignal.timeout(seconds * 1000)
  const addresses = await within(deadline, lookup(url.hostname, { all: true }))
  const [first] = addresses
  if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new Error('The name does not lead to a public address.')
  }
  return textOf(await answerFrom(url, first, deadline))
}

function answerFrom(
  url: URL,
  { address, family }: { readonly address: string; readonly family: number },
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asking = request(url, {
      signal,
      agent: false,
      headers: { accept: 'application/json', 'user-agent': 'MitchWeb' },
      lookup: (_name, { all }, found) => (all ? found(null, [{ address, family }]) : found(null, address, family)),
    })
    asking.once('response', resolve).once('error', reject).end()
  })
}

async function textOf(answer: IncomingMessage): Promise<string> {
  try {
    const { statusCode, headers } = answer
    const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '')
    if (statusCode !== 200 || !isJson || headers['content-encoding']) throw new Error('There is no JSON document.')
    const parts: Buffer[] = []
    let size = 0
    for await (const part of answer as AsyncIterable<Buffer>) {
      size += part.length
      if (size > largestBytes) throw new Error('The document is too large.')
      parts.push(part)
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
  } finally {
    answer.destroy()
  }
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}
