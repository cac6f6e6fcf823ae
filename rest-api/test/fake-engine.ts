import { type OperationName, shopOver } from '@mitchweb/engine/contract'
import pino from 'pino'
import { lookAtLine } from '../../test/secrets/findings.ts'
import type { LogLevel } from '../src/http/log.ts'
import { type createApp, type GatewayEngine, startServer } from '../src/index.ts'

type Call = { readonly name: OperationName; readonly input: unknown; readonly key: string | undefined }
type Answer = (input: never) => unknown

/**
 * An engine that answers what a test tells it to, for what a real one does too seldom: failing, hanging, being away.
 * Everything else is tested against the real engine.
 */
export function fakeEngine(answers: { readonly [N in OperationName]?: Answer } = {}) {
  const calls: Call[] = []
  let isReady = true
  const perform: GatewayEngine['perform'] = async (_actor, name, input, options) => {
    calls.push({ name, input, key: options?.idempotencyKey })
    const answer = answers[name]
    if (!answer) return name === 'get_store' ? { name: 'Fake shop' } : {}
    return answer(input as never)
  }
  const engine: GatewayEngine = {
    as: actor => shopOver((name, input, options) => perform(actor, name, input, options) as never),
    perform,
    identify: async () => ({ actor: { kind: 'guest' } }),
    accounts: { handle: async () => Response.json(null) },
    moment: () => undefined,
    checkReady: async () => {
      if (!isReady) throw new Error('the database is away')
    },
    receiveWebhook: async () => {},
    askPayment: async () => undefined,
    hasPaymentForm: false,
    waitsForPerson: async () => false,
    publicUrl: 'http://shop.example',
  }
  return {
    engine,
    calls,
    leave: () => {
      isReady = false
    },
  }
}

/** A log that can be read, from this level on. */
export function memoryLog({ level = 'info' }: { readonly level?: LogLevel } = {}) {
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => {
    lookAtLine(line)
    lines.push(JSON.parse(line))
  }
  const log = pino({ level }, { write })
  return { log, lines }
}

/** A log that nobody reads but who looks for secrets. */
export const silent = pino({ level: 'trace' }, { write: lookAtLine })

type Options = Partial<Parameters<typeof createApp>[0]>

export const serveFake = (engine: GatewayEngine, options: Options = {}) =>
  startServer({ engine, log: silent, limits: false, port: 0, ...options })
