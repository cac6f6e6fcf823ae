import { checkRecord, type ShopRecord, system } from '@mitchweb/engine'
import { CommerceError } from '@mitchweb/engine/contract'

/** A record and the line of the file that it stands on. */
export type RecordLine = { readonly line: number; readonly record: ShopRecord; readonly length: number }

export type LineProblem = { readonly line: number; readonly message: string }

const longestLine = 16_000_000

/** The lines of a file as it streams in, numbered from 1, without their ends; UTF-8 with or without a byte order mark. */
export async function* linesOf(
  input: AsyncIterable<Buffer>,
): AsyncGenerator<{ readonly line: number; readonly text: string }, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  let line = 0
  const decode = (part?: Buffer) => {
    try {
      return decoder.decode(part, { stream: part !== undefined })
    } catch {
      throw new LineError(line + 1, 'the text is not UTF-8; save the file as UTF-8')
    }
  }
  for await (const part of input) {
    const lines = (rest + decode(part)).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) yield { line: ++line, text: text.trim() }
    if (rest.length > longestLine) throw new LineError(line + 1, 'the line is longer than 16,000,000 characters')
  }
  rest += decode()
  if (rest.trim() !== '') yield { line: ++line, text: rest.trim() }
}

export class LineError extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

/** What a line says; undefined for what only goes out, such as an order, and for an empty line. */
export function recordOn(text: string): ShopRecord | { readonly problem: string } | undefined {
  if (text === '') return undefined
  const value = parsed(text)
  if (value === undefined) return { problem: 'is not JSON; each line holds one whole record' }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { problem: explained }
  const { operation, input, ...more } = value as Record<string, unknown>
  if ('record' in more && operation === undefined) return undefined
  if (typeof operation !== 'string' || input === undefined) return { problem: explained }
  const [unknown] = Object.keys(more)
  if (unknown !== undefined) return { problem: `has a field "${unknown.slice(0, 60)}" beside operation and input` }
  try {
    checkRecord(system, { operation, input })
    return { operation, input }
  } catch (error) {
    if (error instanceof CommerceError) return { problem: error.message }
    throw error
  }
}

const explained = 'is no record; write { "operation": "save_product", "input": { … } }'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
