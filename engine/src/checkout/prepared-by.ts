import { connectedTo } from '../accounts/index.ts'
import type { Actor } from '../shared/actor.ts'
import { assistantSignal } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import type { CheckoutDraft } from './contract.ts'

/** The assistant that prepared a checkout, by its name. Only a connected one is known to its customer by that. */
export type PreparedBy = { readonly name: string; readonly isConnected: boolean }

type Asking = { readonly actor: Actor; readonly signals: CheckoutDraft['signals'] }

/** The assistant that asks: as its customer let it in, else as it calls itself; undefined where a person does. */
export async function assistantOf(tx: ReadTx, { actor, signals }: Asking): Promise<PreparedBy | undefined> {
  const connected = actor.kind === 'agent' ? nameIn(await nameOfAgent(tx, actor)) : undefined
  const name = connected ?? nameIn(signals?.[assistantSignal])
  return name === undefined ? undefined : { name, isConnected: connected !== undefined }
}

type Agent = Extract<Actor, { kind: 'agent' }>

const mostConnected = 100

async function nameOfAgent(tx: ReadTx, { customerId, agentId }: Agent): Promise<unknown> {
  const connected = await connectedTo(tx, { customerId, limit: mostConnected })
  return connected.find(({ clientId }) => clientId === agentId)?.name
}

const longestName = 60

/** One line of text and no more of it than a person reads. */
function nameIn(told: unknown): string | undefined {
  if (typeof told !== 'string') return undefined
  const line = told.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()
  return [...line].slice(0, longestName).join('').trim() || undefined
}
