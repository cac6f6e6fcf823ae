import type { RequestHandler, Response } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { networkOf } from './limits.ts'

/** Hands a request under `/api/auth` on to the engine, with the body as `bytes` took it. */
export const signInDoor =
  (engine: GatewayEngine): RequestHandler =>
  async (request, response) => {
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers)) {
      if (value !== undefined) headers.set(name, [value].flat().join(', '))
    }
    const called = `${request.protocol}://${request.get('host')}`
    const url = new URL(request.originalUrl, URL.canParse(called) ? called : engine.publicUrl)
    const hasBody = !['GET', 'HEAD'].includes(request.method) && Buffer.isBuffer(request.body)
    const asked = new Request(url, { method: request.method, headers, ...(hasBody && { body: request.body }) })
    await send(response, await engine.accounts.handle(asked, { address: networkOf(request) }))
  }

/** An answer of the engine's as it is; several cookies stay several. */
async function send(response: Response, answer: globalThis.Response): Promise<void> {
  answer.headers.forEach((value, name) => {
    if (name !== 'set-cookie') response.set(name, value)
  })
  for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie)
  response.status(answer.status).send(Buffer.from(await answer.arrayBuffer()))
}
