import { CommerceError } from '@mitchweb/engine/contract'
import express, { type RequestHandler } from 'express'

export const maxBodyBytes = 100 * 1024
export const maxDepth = 32

/** Takes the body as bytes, at most `limit` of them. Compressed bodies are refused, so that none can unfold into a bomb. */
export const bytes = (limit: number): RequestHandler => express.raw({ type: () => true, limit, inflate: false })

/**
 * The JSON value in the bytes that `bytes` took, or undefined when nothing was sent. Refuses, each with its reason, what
 * readers of JSON disagree about: broken UTF-8, names that occur twice, `__proto__`, and nesting that only an attack needs.
 */
export function jsonBody(request: { body?: unknown; headers: { 'content-type'?: string | undefined } }): unknown {
  if (!Buffer.isBuffer(request.body) || request.body.length === 0) return undefined
  if (!isJson(request.headers['content-type'])) {
    throw new CommerceError('unsupported_media_type', 'The body must be sent as application/json in UTF-8.')
  }
  return parseJson(request.body)
}

export function isJson(contentType = ''): boolean {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';')
  const charset = parameters.map(parameter => parameter.trim()).find(parameter => parameter.startsWith('charset='))
  return (
    /^application\/(json|[\w.-]+\+json)$/.test(type.trim()) &&
    (charset === undefined || /^charset="?utf-?8"?$/.test(charset))
  )
}

export function parseJson(body: Uint8Array): unknown {
  const text = decode(body)
  refuseDepth(text)
  const value = parse(text)
  refuseNames(text)
  return value
}

const malformed = (message: string): CommerceError => new CommerceError('invalid_input', message)

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw malformed('The body is not valid UTF-8.')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('The body is not valid JSON.')
  }
}

function refuseDepth(text: string): void {
  let depth = 0
  for (const mark of marks(text)) {
    if (mark === '{' || mark === '[') depth += 1
    if (mark === '}' || mark === ']') depth -= 1
    if (depth > maxDepth) throw malformed(`The body is nested more than ${maxDepth} levels deep.`)
  }
}

/** Walks valid JSON; a text before a colon is a name of the innermost object. */
function refuseNames(text: string): void {
  const open: (Set<string> | undefined)[] = []
  let last = ''
  for (const mark of marks(text)) {
    if (mark === '{') open.push(new Set())
    else if (mark === '[') open.push(undefined)
    else if (mark === '}' || mark === ']') open.pop()
    else if (mark === ':') refuseName(JSON.parse(last) as string, open.at(-1))
    last = mark
  }
}

/** Texts and brackets, commas and colons, in order. A loop and no pattern, so that no input makes it slow. */
function* marks(text: string): Generator<string> {
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (character === '"') {
      const start = index
      do index += text.charAt(index) === '\\' ? 2 : 1
      while (index < text.length && text.charAt(index) !== '"')
      yield text.slice(start, index + 1)
    } else if ('{}[]:,'.includes(character)) yield character
  }
}

function refuseName(name: string, names: Set<string> | undefined): void {
  if (name === '__proto__') throw malformed('"__proto__" is not a field of anything here.')
  if (names?.has(name)) throw malformed(`The field ${JSON.stringify(name.slice(0, 60))} stands twice in one object.`)
  names?.add(name)
}
