import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Request, RequestHandler } from 'express'

const pack = {
  br: (file: Buffer): Promise<Buffer> => promisify(brotliCompress)(file),
  gzip: (file: Buffer): Promise<Buffer> => promisify(gzip)(file, { level: 9 }),
}
type Encoding = keyof typeof pack

/**
 * Answers files of a folder packed as small as they get, for files that are named by what is in them. Packing a large one
 * takes a second, so it is done once and beside the first visitors: until then, and for whatever is no text, what comes
 * after this answers.
 */
export function packedFiles(folder: string, headers: Readonly<Record<string, string>>): RequestHandler {
  const kept = new Map<string, Buffer>()
  const underWay = new Set<string>()

  async function keep(name: string, encoding: Encoding): Promise<void> {
    const key = `${encoding} ${name}`
    if (underWay.has(key)) return
    underWay.add(key)
    try {
      kept.set(key, await pack[encoding](await readFile(join(folder, name))))
    } catch {
      // There is no such file, as will be answered.
    } finally {
      underWay.delete(key)
    }
  }

  return (request, response, next) => {
    const [, name, type] = /^\/([\w-][\w.-]*\.(js|css|svg))$/.exec(request.path) ?? []
    const encoding = encodingFor(request)
    if (request.method !== 'GET' || name === undefined || type === undefined || encoding === undefined) return next()
    const packed = kept.get(`${encoding} ${name}`)
    if (!packed) {
      void keep(name, encoding)
      return next()
    }
    response.type(type).vary('Accept-Encoding')
    response.set({ ...headers, 'Content-Encoding': encoding, 'Content-Length': String(packed.length) })
    response.end(packed)
  }
}

/** The smallest that the visitor's browser takes. */
const encodingFor = (request: Request): Encoding | undefined =>
  (['br', 'gzip'] as const).find(encoding => request.acceptsEncodings(encoding))
