import { lookAtAnswer, lookAtError } from '../../test/secrets/findings.ts'
import { noteAnswer } from '../../test/ucp-answers.ts'
import { type Shop, shopOver } from '../src/contract.ts'
import { type Engine, type EngineOptions, guest, openEngine, system } from '../src/index.ts'
import { countedIds } from '../src/shared/ids.ts'
import { furnish } from './buying.ts'
import type { TestDatabase } from './databases.ts'

export * from './buying.ts'

export type TestShop = Engine & {
  readonly guest: Shop
  readonly staff: Shop
  /** Moves the shop's clock. */
  readonly wait: (milliseconds: number) => void
  readonly now: () => Date
}

/** A shop on the test's database with a fixed clock and one tax-inclusive currency, closed by itself after the test. */
export async function aShop(database: TestDatabase, options: Partial<EngineOptions> = {}): Promise<TestShop> {
  let now = new Date('2026-03-02T10:00:00Z')
  const engine = await openEngine({
    database: await database.address(),
    clock: () => now,
    newId: countedIds(),
    publicUrl: 'https://shop.test',
    sweepEverySeconds: 0,
    ...options,
    onError: error => {
      lookAtError(error, 'background')
      if (!options.onError) throw error
      options.onError(error)
    },
  })
  database.closesFirst(engine)
  const as = checked(engine)
  const shop: TestShop = {
    ...engine,
    as,
    guest: as(guest),
    staff: as(system),
    wait: milliseconds => {
      now = new Date(now.getTime() + milliseconds)
    },
    now: () => now,
  }
  return shop
}

/** Every answer that a test receives in process is held against UCP, and is looked through for secrets. */
const checked =
  (engine: Engine): Engine['as'] =>
  actor =>
    shopOver(async (name, input, call) => {
      const answer = await engine.perform(actor, name, input, call).catch(error => {
        lookAtError(error, name)
        throw error
      })
      noteAnswer(name, answer)
      lookAtAnswer(answer, name)
      return answer as never
    })

/** A shop in Germany that sells in euros with VAT inside, and delivers for 4.90, free from 50.00, or by express. */
export async function aFurnishedShop(database: TestDatabase, options: Partial<EngineOptions> = {}): Promise<TestShop> {
  const shop = await aShop(database, options)
  await furnish(shop.staff)
  return shop
}
