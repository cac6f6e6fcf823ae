import { createHash } from 'node:crypto'
import { guest } from '@mitchweb/engine'
import type { OperationName } from '@mitchweb/engine/contract'
import type { GatewayEngine } from '../gateway-engine.ts'

/** The bytes of an answer and what names them. */
export type PublicAnswer = { readonly body: Buffer; readonly etag: string }

export type PublicAnswers = (operation: OperationName, input: unknown) => Promise<PublicAnswer>

/** Memory for answers, in bytes; a single one that takes more than its part is not kept. */
const room = 16 * 1024 * 1024
const part = room / 64

/**
 * What anybody may read, read once for all who ask for the same while the shop stays as it is: until the next commit or
 * the next second, whichever is sooner. Where many look at one page, the shop works for one of them.
 */
export function publicAnswers(engine: Pick<GatewayEngine, 'perform' | 'moment'>): PublicAnswers {
  const kept = new Map<string, Promise<PublicAnswer>>()
  let taken = 0
  let moment: string | undefined

  const forgetOld = (now: string) => {
    if (now === moment && taken <= room) return
    kept.clear()
    taken = 0
    moment = now
  }

  const read = async (operation: OperationName, input: unknown): Promise<PublicAnswer> => {
    const body = Buffer.from(JSON.stringify(await engine.perform(guest, operation, input, { door: 'rest' })))
    // Weak, because the bytes may yet be compressed.
    return { body, etag: `W/"${createHash('sha1').update(body).digest('base64url')}"` }
  }

  return (operation, input) => {
    const now = engine.moment()
    if (now === undefined) return read(operation, input)
    forgetOld(now)
    const question = `${operation} ${JSON.stringify(input)}`
    const known = kept.get(question)
    if (known) return known
    const reading = read(operation, input)
    kept.set(question, reading)
    taken += 2 * question.length
    const drop = () => kept.get(question) === reading && kept.delete(question)
    reading.then(({ body }) => {
      if (body.length > part) drop()
      else if (kept.get(question) === reading) taken += body.length
    }, drop)
    return reading
  }
}
