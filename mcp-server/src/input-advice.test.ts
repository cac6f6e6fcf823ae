import { operationByName } from '@mitchweb/engine/contract'
import { expect, test } from 'vitest'
import { adviceOn } from './input-advice.ts'

test('a body full of fields that there are none is answered by the first few, in hardly more time than it takes to read', () => {
  const fields = Object.fromEntries(Array.from({ length: 15_000 }, (_, index) => [`adress_lin${index}`, 1]))
  const operation = operationByName.get('create_checkout')!
  adviceOn(operation, {})
  operation.input.safeParse(fields)
  const reading = cpuTimeOf(() => operation.input.safeParse(fields))
  const advising = cpuTimeOf(() => adviceOn(operation, fields))
  const advice = adviceOn(operation, fields)
  expect(advice).toHaveLength(5)
  expect(advice.slice(0, 2)).toEqual(['checkout is missing', expect.stringContaining('"adress_lin0"')])
  expect(advice.at(-1)).toBe('and 14997 more')
  expect(advising / reading).toBeLessThan(25)
})

/** Many times, because some systems count it in steps of several milliseconds. */
function cpuTimeOf(work: () => unknown): number {
  const begun = process.cpuUsage()
  for (let round = 0; round < 20; round++) work()
  const { user, system } = process.cpuUsage(begun)
  return user + system
}
