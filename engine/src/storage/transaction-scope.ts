import { AsyncLocalStorage } from 'node:async_hooks'

/** One transaction's life, as seen by the code that runs inside it. */
export type Scope = {
  /** The driver's connection that the transaction runs on. */
  readonly on: object
  ended: boolean
  /** Whether it wrote events. */
  emitted: boolean
}

/**
 * Knows which transaction the running code is inside of. Without it, a transaction begun inside another would wait for
 * itself for ever, and a gateway called inside one would hold everybody else up.
 */
export type TransactionScopes = {
  /** Whether the running code belongs to a transaction on this connection that has not ended. */
  readonly isOn: (connection: object) => boolean
  readonly assertOutside: (what: string) => void
  /** Runs the work inside the scope, which has ended when the promise settles. */
  readonly run: <T>(scope: Scope, work: () => Promise<T>) => Promise<T>
}

export function transactionScopes(): TransactionScopes {
  const inside = new AsyncLocalStorage<Scope>()
  const current = () => {
    const scope = inside.getStore()
    return scope?.ended ? undefined : scope
  }
  return {
    isOn: connection => current()?.on === connection,
    assertOutside: what => {
      if (current()) throw new Error(`${what} inside a transaction: finish the transaction first, or use its tx.`)
    },
    run: (scope, work) =>
      inside.run(scope, async () => {
        try {
          return await work()
        } finally {
          scope.ended = true
        }
      }),
  }
}

export const scopeOn = (on: object): Scope => ({ on, ended: false, emitted: false })
