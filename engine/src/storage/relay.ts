import {
  claimEvents,
  type DeliveredEvent,
  freeClaims,
  keepDelivered,
  type Lane,
  postponeEvents,
  pruneEvents,
} from './outbox.ts'
import type { Storage } from './port.ts'

export type EventListener = (event: DeliveredEvent) => Promise<void> | void

export type RelayOptions = {
  /** How long events gather after a commit before they are delivered, so that a busy shop delivers many at once. */
  readonly gatherMilliseconds?: number
  /** How often the outbox is looked into without being told, for retries and for what other nodes left. */
  readonly everyMilliseconds?: number
  readonly leaseSeconds?: number
  /** How many events are taken at once; the last of them is delivered well within the lease. */
  readonly batchSize?: number
  /** Which events; all unless told. */
  readonly lane?: Lane
  /** Hears of deliveries that failed and of an outbox that could not be read; both are tried again. */
  readonly onError?: (error: unknown, event?: DeliveredEvent) => void
}

export type Relay = {
  /** Delivers everything that is due now. */
  readonly deliver: () => Promise<void>
  /** Ends the relay once the delivery in hand is done. */
  readonly stop: () => Promise<void>
}

const hour = 3_600_000

/**
 * Delivers the outbox's events to every listener: soon after their commit and on a timer, oldest first, at least once.
 * An event counts as delivered when all listeners took it; one that fails is tried again, later each time, and holds no
 * other up.
 */
export function relay(storage: Storage, listeners: readonly EventListener[], options: RelayOptions = {}): Relay {
  const { gatherMilliseconds = 25, everyMilliseconds = 5_000, leaseSeconds = 60, onError = () => {} } = options
  const { batchSize = 50, lane } = options
  let stopped = false
  let running: Promise<void> | undefined
  let gathering: NodeJS.Timeout | undefined
  let again = false
  let isNew = storage.dialect === 'sqlite'
  let pruneAt = 0

  const deliver = (): Promise<void> => {
    again = true
    running ??= run()
    return running
  }

  async function run() {
    while (again && !stopped) {
      again = false
      try {
        await deliverDue()
      } catch (error) {
        onError(error)
      }
    }
    running = undefined
  }

  async function deliverDue() {
    if (isNew) await storage.write(tx => freeClaims(tx, lane))
    isNew = false
    if (performance.now() >= pruneAt) {
      await storage.write(pruneEvents)
      pruneAt = performance.now() + hour
    }
    for (let full = true; full && !stopped; ) {
      const events = await storage.write(tx => claimEvents(tx, { limit: batchSize, leaseSeconds, lane }))
      if (events.length === 0) return
      const delivered: number[] = []
      const left: number[] = []
      for (const event of events) {
        if (stopped) left.push(event.id)
        else if (await handOver(event)) delivered.push(event.id)
      }
      await storage.write(async tx => {
        await keepDelivered(tx, delivered)
        await postponeEvents(tx, left, 0)
      })
      full = events.length === batchSize
    }
  }

  async function handOver(event: DeliveredEvent): Promise<boolean> {
    try {
      for (const listener of listeners) await listener(event)
      return true
    } catch (error) {
      onError(error, event)
      await storage.write(tx => postponeEvents(tx, [event.id], Math.min(2 ** event.attempt, 600)))
      return false
    }
  }

  const timer = setInterval(deliver, everyMilliseconds).unref()
  const silence = storage.onEvents(() => {
    gathering ??= setTimeout(() => {
      gathering = undefined
      void deliver()
    }, gatherMilliseconds).unref()
  })

  return {
    deliver,
    stop: async () => {
      stopped = true
      silence()
      clearInterval(timer)
      clearTimeout(gathering)
      await running
    },
  }
}
