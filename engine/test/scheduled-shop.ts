import { setImmediate } from 'node:timers/promises'
import type { Scheduler } from 'fast-check'
import { settlePayment, sweep } from '../src/checkout/index.ts'
import { CommerceError, type Shop, shopOver } from '../src/contract.ts'
import { guest, system } from '../src/index.ts'
import { type DemoBank, demoGateway, type PaymentGateway, paymentById, questionOf } from '../src/payments/index.ts'
import { performer } from '../src/perform.ts'
import type { Actor } from '../src/shared/actor.ts'
import { countedIds } from '../src/shared/ids.ts'
import type { Storage } from '../src/storage/port.ts'
import type { TestDatabase } from './databases.ts'

/** One process of a shop, every step of which waits for its turn: each transaction and each word to the bank and from it. */
export type Node = {
  readonly guest: Shop
  readonly staff: Shop
  readonly settle: (paymentId: string) => Promise<unknown>
  readonly sweep: () => Promise<unknown>
}

export type ScheduledShop = {
  readonly storage: Storage
  readonly bank: PaymentGateway & DemoBank
  /** The shop without turns, to set things up and to look at what came of them. */
  readonly calm: Node
  /** Another process, whose steps take their turns by the scheduler. `onPaid` hears of each payment that the bank was asked for. */
  readonly node: (scheduler: Scheduler, onPaid?: (paymentId: string) => void) => Node
  readonly wait: (milliseconds: number) => void
  /** Lets the actors go on step by step, in the scheduler's order, until all have ended. */
  readonly play: (
    scheduler: Scheduler,
    actors: () => Promise<unknown>[],
    how: { readonly mayOverlap: boolean },
  ) => Promise<PromiseSettledResult<unknown>[]>
}

/** A bank that is made of the demo bank, such as one that sets money aside first. */
export type BankOver = (bank: PaymentGateway & DemoBank) => PaymentGateway & DemoBank

export async function aScheduledShop(
  database: TestDatabase,
  bankOver: BankOver = bank => bank,
): Promise<ScheduledShop> {
  let now = Date.parse('2026-03-02T10:00:00Z')
  const storage = await database.open({ clock: () => new Date(now), newId: countedIds() })
  const bank = bankOver(demoGateway(storage))
  const running = new Set<Promise<unknown>>()
  /** Notes what really runs, so that the next step waits for its end. */
  const noted = <T>(work: Promise<T>): Promise<T> => {
    const noting = work.catch(() => {}).finally(() => running.delete(noting))
    running.add(noting)
    return work
  }
  /** Lets one step go; unless steps may overlap, it has come to its end before the next one begins. */
  const act = (mayOverlap: boolean) => async (step: () => Promise<void>) => {
    await step()
    do {
      await setImmediate()
      if (!mayOverlap) await Promise.all(running)
    } while (!mayOverlap && running.size > 0)
  }
  return {
    storage,
    bank,
    calm: nodeOn(storage, bank),
    node: (scheduler, onPaid = () => {}) => {
      const inTurn = async <T>(label: string, work: () => Promise<T>): Promise<T> => {
        await scheduler.schedule(Promise.resolve(), `${label}, begins`)
        const done = await noted(work()).then(
          value => () => value,
          error => () => {
            throw error
          },
        )
        await scheduler.schedule(Promise.resolve(), `${label}, has ended`)
        return done()
      }
      const { capture } = bank
      const gateway: PaymentGateway = {
        ...bank,
        ...(capture && { capture: asked => inTurn('capture', () => capture(asked)) }),
        pay: asked => inTurn('pay', () => bank.pay(asked)).finally(() => onPaid(asked.paymentId)),
        find: asked => inTurn('find', () => bank.find(asked)),
        cancel: asked => inTurn('cancel', () => bank.cancel(asked)),
        refund: asked => inTurn('refund', () => bank.refund(asked)),
      }
      const turns: Storage = {
        ...storage,
        read: work => inTurn('read', () => storage.read(work)),
        write: work => inTurn('write', () => storage.write(work)),
      }
      return nodeOn(turns, gateway)
    },
    wait: milliseconds => {
      now += milliseconds
    },
    play: (scheduler, actors, { mayOverlap }) => scheduler.waitFor(Promise.allSettled(actors()), act(mayOverlap)),
  }
}

function nodeOn(storage: Storage, gateway: PaymentGateway): Node {
  const deps = { storage, gateways: [gateway], gatewayTimeoutMs: 100_000_000 }
  const perform = performer(deps, { checkOutput: false })
  const as = (actor: Actor): Shop =>
    shopOver((name, input, call) => perform(actor, name, input, call) as Promise<never>)
  return {
    guest: as(guest),
    staff: as(system),
    settle: async paymentId => {
      const question = await storage.read(async tx => questionOf(await paymentById(tx, paymentId), tx.now))
      const outcome = await gateway.find({ ...question, signal: AbortSignal.timeout(60_000) })
      return outcome && settlePayment(deps, paymentId, outcome)
    },
    sweep: () => sweep(deps),
  }
}

/** Refusals are answers; anything else that an actor ends with is a fault. */
export function faultsIn(ends: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return ends.flatMap(end => {
    if (end.status === 'fulfilled') return []
    return end.reason instanceof CommerceError && end.reason.status < 500 ? [] : [end.reason]
  })
}
