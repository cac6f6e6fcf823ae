import { AsyncLocalStorage } from 'node:async_hooks'
import { type AdapterFactory, createAdapterFactory } from 'better-auth/adapters'
import type { BetterAuthOptions } from 'better-auth/minimal'
import type { Storage, Tx } from '../storage/index.ts'
import { hashingSessionTokens } from './session-tokens.ts'
import { type Doors, tableAdapter } from './table-adapter.ts'

export type AccountStorage = {
  readonly adapter: AdapterFactory<BetterAuthOptions>
  /**
   * Emits an event in the transaction that the library is in, else in one of its own: what it tells us while it makes an
   * account is kept with the account or not at all.
   */
  readonly emit: Tx['emit']
}

/**
 * Sign-in on the shop's own storage. Each call is a read or a write of the port, so that SQLite keeps its one writer and
 * its shared commits, and PostgreSQL its repeats. What the library wants done as one is one write, so nothing slow may
 * happen in it: passwords are hashed before, and mail is sent after the commit.
 */
export function accountStorage(storage: Storage): AccountStorage {
  const current = new AsyncLocalStorage<Tx>()
  return {
    adapter: options => {
      const whole = (tx: Tx) => () => adapterThrough({ read: work => work(tx), write: work => work(tx) })(options)
      return adapterThrough(storage, work => storage.write(tx => current.run(tx, async () => work(whole(tx)()))))(
        options,
      )
    },
    emit: async (type, payload) => {
      const tx = current.getStore()
      if (tx) await tx.emit(type, payload)
      else await storage.write(own => own.emit(type, payload))
    },
  }
}

type Transaction = NonNullable<Parameters<typeof createAdapterFactory>[0]['config']['transaction']>

const adapterThrough = (doors: Doors, transaction: Transaction = false): AdapterFactory<BetterAuthOptions> =>
  createAdapterFactory({
    config: {
      adapterId: 'mitchweb',
      supportsJSON: true,
      supportsDates: true,
      supportsBooleans: true,
      supportsArrays: true,
      transaction,
    },
    adapter: () => hashingSessionTokens(tableAdapter(doors)),
  })
