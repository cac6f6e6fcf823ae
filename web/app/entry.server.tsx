import { Writable } from 'node:stream'
import { renderToPipeableStream } from 'react-dom/server'
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from 'react-router'
import { learnEveryWord } from './language/every-word.server.ts'
import { visitContext } from './visit/visit.ts'

learnEveryWord()

/** An address that leads nowhere is its sender's business: anybody can send one, so that the log is not told of it. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  context.get(visitContext).onFault(error)
}

/** A page is sent whole: all that it shows is known before it is begun, and one piece is sent sooner than many. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const { nonce } = context.get(visitContext)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(<ServerRouter context={entry} url={request.url} nonce={nonce} />, {
      nonce,
      onAllReady: () => pipe(gathered(body => resolve(new Response(body, { status, headers })))),
      onShellError: reject,
    })
  })
}

function gathered(done: (body: Uint8Array<ArrayBuffer>) => void): Writable {
  const parts: Buffer[] = []
  return new Writable({
    write(part, _encoding, next) {
      parts.push(Buffer.from(part))
      next()
    },
    final(next) {
      done(new Uint8Array(Buffer.concat(parts)))
      next()
    },
  })
}
