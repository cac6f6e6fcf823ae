// Buys one purchase after another in a shop of its own and tells how long each step of `perform` took, as a line of JSON.
// The product holds no clocks: this process puts them around the schemas, and around the module of idempotency.
import { registerHooks } from 'node:module'
import type { OperationName, Shop } from '@mitchweb/engine/contract'
import { purchases } from './purchases.ts'
import { spent, timed } from './stopwatch.ts'

const idempotency = new URL('../engine/src/storage/idempotency.ts', import.meta.url).href
const withClock = new URL('./timed-idempotency.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context)
    return found.url === idempotency && context.parentURL !== withClock ? { ...found, url: withClock } : found
  },
})

const [, , database = '', variantId = '', shippingRateId = '', seconds = ''] = process.argv
const { guest, openEngine } = await import('@mitchweb/engine')
const { operationByName, shopOver } = await import('@mitchweb/engine/contract')

let entered = 0
for (const operation of operationByName.values()) {
  const { input, output } = operation as unknown as { input: Schema; output: Schema }
  const [parse, check] = [input.safeParse.bind(input), output.safeParse.bind(output)]
  input.safeParse = value => {
    // What lies between the call and this is the look-up and the right to call.
    spent.authorise += performance.now() - entered
    return timed('parse', () => parse(value))
  }
  output.safeParse = value => timed('check', () => check(value))
}
type Schema = { safeParse: (value: unknown) => unknown }

const engine = await openEngine({ database, checkOutput: true, sweepEverySeconds: 0 })
let total = 0
const shop: Shop = shopOver(async (name: OperationName, input, call) => {
  entered = performance.now()
  const began = entered
  const answer = await engine.perform(guest, name, input, call)
  total += performance.now() - began
  return answer as never
})
const goods = { variantId, shippingRateId }
await purchases(shop, goods, { buyers: 1, seconds: 1 })
for (const step of Object.keys(spent) as (keyof typeof spent)[]) spent[step] = 0
total = 0
const { callsPerSecond } = await purchases(shop, goods, { buyers: 1, seconds: Number(seconds) })
await engine.close()
const { authorise, parse, idempotency: repeat, check } = spent
spent.run = total - authorise - parse - repeat - check
console.log(JSON.stringify({ callsPerSecond, spent, total }))
