import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { asCommerceError, databaseCode, unavailable } from './database-errors.ts'

/**
 * What a batch may grow to before it commits, and how long it waits for a database that somebody else holds. Where a
 * commit takes long, a batch may take `commits` times as long as the last one, so that work and not the disk sets the pace.
 */
export type BatchLimits = {
  readonly writes: number
  readonly milliseconds: number
  readonly commits: number
  readonly patienceMilliseconds: number
}

const usualLimits: BatchLimits = { writes: 64, milliseconds: 10, commits: 4, patienceMilliseconds: 5_000 }

export type WriteQueue = {
  /** Runs the work in a savepoint of its own and answers, with its result or its error, after the shared commit. */
  readonly write: <T>(work: () => Promise<T>) => Promise<T>
  /** Runs the work between two transactions. */
  readonly between: <T>(work: () => T) => Promise<T>
  /** How many commits there were. */
  readonly commits: () => number
  readonly close: () => Promise<void>
}

type Waiting = { work: () => Promise<unknown>; resolve: (value: unknown) => void; reject: (error: unknown) => void }
type Answer = () => void

/**
 * The one writer's queue. Writes that wait are committed together: one transaction, a savepoint each, one fsync. A failing
 * write rolls back to its savepoint and the others stand, but nobody learns anything before the shared commit: what a
 * write decided, even to fail, may rest on what a neighbour in the batch had done.
 */
export function writeQueue(client: Database.Database, given: Partial<BatchLimits> = {}): WriteQueue {
  const limits = { ...usualLimits, ...given }
  const waiting: Waiting[] = []
  const pace: Pace = { lastCommit: 0, commits: 0 }
  let running: Promise<void> | undefined
  let closed = false

  const write = <T>(work: () => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      if (closed) {
        reject(unavailable('is closing'))
        return
      }
      // Each work keeps its own caller's context, whoever's turn starts the batch.
      const inContext = AsyncLocalStorage.snapshot()
      waiting.push({ work: () => inContext(work), resolve: resolve as (value: unknown) => void, reject })
      running ??= drain()
    })

  async function drain() {
    // The writes of one turn of the event loop share a commit; a lone one waits for nobody.
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      await runBatch(client, waiting, { ...limits, pace })
      if (waiting.length > 0) await new Promise(setImmediate)
    }
    running = undefined
  }

  return {
    write,
    between: async work => {
      while (running) await running
      if (closed) throw unavailable('is closing')
      return work()
    },
    commits: () => pace.commits,
    close: async () => {
      closed = true
      await running
    },
  }
}

/** How long the last commit took, in milliseconds, and how many there were. */
type Pace = { lastCommit: number; commits: number }

type Limits = BatchLimits & { readonly pace: Pace }

async function runBatch(client: Database.Database, waiting: Waiting[], limits: Limits): Promise<void> {
  const shut = await begin(client, limits)
  if (shut) return failAll(client, waiting.splice(0), shut.cause)
  const { writes, milliseconds, commits, pace } = limits
  const deadline = performance.now() + Math.max(milliseconds, commits * pace.lastCommit)
  let turn = performance.now()
  const members: Waiting[] = []
  const answers: Answer[] = []
  while (waiting.length > 0 && members.length < writes) {
    const member = waiting.shift() as Waiting
    const { answer, lost } = await runMember(client, member)
    if (lost) {
      failAll(client, [member], lost.cause)
      return again(client, { members, waiting, limits })
    }
    members.push(member)
    answers.push(answer)
    const now = performance.now()
    if (now >= deadline) break
    if (now - turn < milliseconds) continue
    // Who reads meanwhile gets a turn, and who has just come to write may still join.
    await new Promise(setImmediate)
    turn = performance.now()
  }
  const began = performance.now()
  const refused = commit(client)
  pace.lastCommit = performance.now() - began
  pace.commits += 1
  if (refused) failAll(client, members, refused.cause)
  else for (const answer of answers) answer()
}

type Left = { readonly members: readonly Waiting[]; readonly waiting: Waiting[]; readonly limits: Limits }

/** The neighbours of a write that took the whole transaction with it are done again, and committed before anybody else. */
async function again(client: Database.Database, { members, waiting, limits }: Left): Promise<void> {
  if (members.length === 0) return
  waiting.unshift(...members)
  await runBatch(client, waiting, { ...limits, writes: members.length })
}

/** Why a whole transaction is lost. */
type Loss = { readonly cause: unknown }

/**
 * `busy_timeout` would hold up the whole process, readers too, while somebody else has the file locked; so the wait for
 * the write lock is asynchronous.
 */
async function begin(client: Database.Database, { patienceMilliseconds }: BatchLimits): Promise<Loss | undefined> {
  const deadline = performance.now() + patienceMilliseconds
  for (;;) {
    try {
      // A rollback that the disk did not take is made up for before anything else happens.
      if (client.inTransaction) client.exec('ROLLBACK')
      client.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE')
      return undefined
    } catch (cause) {
      if (!databaseCode(cause)?.startsWith('SQLITE_BUSY') || performance.now() >= deadline) return { cause }
    } finally {
      client.exec('PRAGMA busy_timeout = 5000')
    }
    await wait(20)
  }
}

async function runMember(client: Database.Database, member: Waiting): Promise<{ answer: Answer; lost?: Loss }> {
  try {
    client.exec('SAVEPOINT member')
    const result = await member.work()
    client.exec('RELEASE member')
    return { answer: () => member.resolve(result) }
  } catch (error) {
    const answer = () => member.reject(asCommerceError(error))
    // Where SQLite itself rolled everything back, the neighbours' work is gone with the savepoints.
    if (!client.inTransaction) return { answer, lost: { cause: error } }
    try {
      client.exec('ROLLBACK TO member; RELEASE member')
      return { answer }
    } catch (cause) {
      return { answer, lost: { cause } }
    }
  }
}

function commit(client: Database.Database): Loss | undefined {
  try {
    client.exec('COMMIT')
    return undefined
  } catch (cause) {
    return { cause }
  }
}

/** Whether or not it succeeds, those who wait are told; the next batch begins by trying again. */
function rollBack(client: Database.Database): void {
  try {
    if (client.inTransaction) client.exec('ROLLBACK')
  } catch {}
}

function failAll(client: Database.Database, members: readonly Waiting[], cause: unknown): void {
  rollBack(client)
  const known = asCommerceError(cause)
  const error = known === cause ? unavailable('could not keep the change', cause) : known
  for (const member of members) member.reject(error)
}
