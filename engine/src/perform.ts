import { isWatched, type Watching, watch, watchedStorage } from './audit.ts'
import { type CallOptions, type OperationName, operationByName } from './contract.ts'
import { rehearse } from './rehearse.ts'
import { type Actor, actorKey, scopesOf } from './shared/actor.ts'
import { CommerceError, quoteInput } from './shared/errors.ts'
import type { Door } from './shared/identity.ts'
import type { Operation } from './shared/operation.ts'
import { personScopes } from './shared/scopes.ts'
import { bodyHash, type Call, claimKey, finishKey, keyed } from './storage/idempotency.ts'
import type { Tx } from './storage/index.ts'
import { plainCall, sealedCall } from './storage/sealed-answer.ts'
import type { Deps, UseCases } from './use-cases.ts'
import { useCases } from './use-cases.ts'

/** Through which door a call came, and with what credential; for the audit. */
export type Through = { readonly door?: Door | undefined; readonly credentialId?: string | undefined }

export type PerformOptions = CallOptions & Through

export type Perform = (actor: Actor, name: OperationName, input: unknown, options?: PerformOptions) => Promise<unknown>

/**
 * The five steps of every call: authorise, parse, idempotency, run, check (DESIGN §4). `checkOutput` is for development
 * and tests: a view that leaves its contract is a bug.
 */
export function performer(deps: Deps, { checkOutput }: { checkOutput: boolean }): Perform {
  const charging = new Map<string, Promise<unknown>>()
  return async (actor, name, input, options = {}) => {
    const operation = operationByName.get(name) as Operation<OperationName> | undefined
    if (!operation) throw new CommerceError('unknown_operation', `There is no operation ${quoteInput(name)}.`)
    authorise(actor, operation)
    const parsed = parse(operation, input)
    const output = await run(deps, { actor, operation, input: parsed, options, charging })
    if (checkOutput) assertAsPromised(operation, output)
    return output
  }
}

export function authorise(actor: Actor, { name, scope }: Operation): void {
  if (scopesOf(actor).includes(scope)) return
  if (actor.kind === 'guest' && personScopes.includes(scope))
    throw new CommerceError('unauthorized', `${name} is for a customer who is signed in.`, { scope })
  throw new CommerceError('forbidden', `${name} needs the scope ${scope}.`, { scope })
}

/** The input as the operation takes it; throws `invalid_input` with every place that is wrong. */
export function parse(operation: Operation, input: unknown): unknown {
  const result = operation.input.safeParse(input)
  if (result.success) return result.data
  const problems = result.error.issues.map(issue => problemOf(issue))
  const [first] = problems
  throw new CommerceError('invalid_input', first?.text ?? 'The input is not what the operation takes.', {
    ...(first && { path: first.path }),
    problems: problems.slice(0, 20),
  })
}

type Issue = {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly code?: string
  readonly keys?: readonly string[]
}

function problemOf({ path, message, keys }: Issue): { path: string; text: string } {
  const place = path.reduce<string>(
    (text, part) => text + (typeof part === 'number' ? `[${part}]` : `.${String(part)}`),
    '$',
  )
  if (keys?.length) {
    const names = keys.map(quoteInput).join(', ')
    return { path: place, text: `${place} has no field ${names}.` }
  }
  return { path: place, text: `${place}: ${message}.`.replace(/\.\.$/, '.') }
}

type Asked = { readonly operation: Operation<OperationName>; readonly input: unknown; readonly options: PerformOptions }

const shortestHardKey = 16

/**
 * Names the call, for repeats. Guests have no name of their own, so a guest's key has to be one that nobody else makes:
 * a UUID, say. So has one that seals a secret.
 */
function idempotentCall(actor: Actor, { operation, input, options: { idempotencyKey: key } }: Asked): Call {
  const call = { actorKey: actorKey(actor), operation: operation.name, bodyHash: bodyHash(input) }
  if (key === undefined) return call
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new CommerceError('invalid_input', 'An idempotency key has 1 to 255 visible ASCII characters. Use a UUID.')
  }
  if ((actor.kind === 'guest' || operation.hasSecretAnswer) && key.length < shortestHardKey) {
    const whose = operation.hasSecretAnswer ? `The idempotency key of ${operation.name}` : 'A guest’s idempotency key'
    throw new CommerceError(
      'invalid_input',
      `${whose} has at least ${shortestHardKey} characters, so that nobody else makes the same. Use a UUID.`,
    )
  }
  return { ...call, key }
}

type Run = ByActor & { readonly charging: Map<string, Promise<unknown>> }

async function run(deps: Deps, { actor, charging, ...asked }: Run): Promise<unknown> {
  const { storage } = deps
  const { input, options } = asked
  const { name, effect } = asked.operation
  if (effect === 'read') return storage.read(tx => useCaseOf('reads', name)(tx, input, { ...deps, actor }))
  if (effect === 'write') {
    const work = useCaseOf('writes', name)
    const caller = { ...deps, actor }
    if (options.dryRun) return rehearse(storage, tx => work(tx, input, caller))
    const watching = isWatched(actor, asked.operation) && watchingOf(deps, { actor, ...asked })
    const change = watching
      ? (tx: Tx) => watch(tx, watching, () => work(tx, input, caller))
      : (tx: Tx) => work(tx, input, caller)
    if (options.idempotencyKey === undefined) return storage.write(change)
    const call = idempotentCall(actor, asked)
    const keep = asked.operation.hasSecretAnswer ? sealedCall : plainCall
    return storage.write(tx => once(tx, { call, keep }, () => change(tx)))
  }
  if (options.dryRun) return preview(deps, { actor, ...asked })
  const call = idempotentCall(actor, asked)
  const watching = isWatched(actor, asked.operation) && watchingOf(deps, { actor, ...asked })
  const env = { ...deps, ...(watching && { storage: watchedStorage(storage, watching) }), actor, call }
  const charge = () => useCaseOf('charges', name)(env, input)
  return together(charging, JSON.stringify(call), charge)
}

type ByActor = Asked & { readonly actor: Actor }

/** What the audit is told. A key that seals a secret is not kept: whoever has it could read the secret. */
function watchingOf(deps: Deps, { actor, operation, input, options }: ByActor): Watching {
  const { door = 'library', credentialId, idempotencyKey } = options
  const key = operation.hasSecretAnswer ? {} : { idempotencyKey }
  return {
    call: { actor, door, credentialId, operation: operation.name, ...key },
    operation,
    input,
    caller: { ...deps, actor },
  }
}

type Work = (...args: unknown[]) => Promise<unknown>

/** The table is typed where it is written (`use-cases.ts`); here the operation's name alone chooses. */
export function useCaseOf(kind: keyof UseCases, name: string): Work {
  const table: Readonly<Record<string, unknown>> = useCases[kind]
  return table[name] as Work
}

/** Runs a write at most once per key; its record is part of the same transaction as the effect. */
async function once(
  tx: Tx,
  { call, keep }: { readonly call: Call; readonly keep: typeof plainCall },
  work: () => Promise<unknown>,
): Promise<unknown> {
  const named = keyed(call)
  if (!named) return work()
  const kept = keep(named)
  const claim = await claimKey(tx, kept.call)
  if (typeof claim === 'object' && 'replay' in claim) return kept.read(claim.replay)
  const answer = await work()
  await finishKey(tx, { ...kept.call, answer: kept.write(answer) })
  return answer
}

/** What a charge would come to. One that depends on a provider's word cannot be rehearsed. */
function preview({ storage, ...deps }: Deps, { actor, operation, input }: ByActor) {
  const work = useCaseOf('previews', operation.name) as Work | undefined
  if (work) return rehearse(storage, tx => work(tx, input, { ...deps, actor }))
  const text = `What ${operation.name} comes to is known only when it is done: it has no dry run.`
  throw new CommerceError('invalid_input', text, { path: '$.dry_run' })
}

/** The same charge sent again while the first is on its way waits for it and gets its answer. */
async function together(
  charging: Map<string, Promise<unknown>>,
  key: string,
  charge: () => Promise<unknown>,
): Promise<unknown> {
  const first = charging.get(key)
  if (first) return first
  const running = charge().finally(() => charging.delete(key))
  charging.set(key, running)
  return running
}

function assertAsPromised(operation: Operation, output: unknown): void {
  const result = operation.output.safeParse(output)
  if (result.success) return
  const [issue] = result.error.issues
  throw new Error(
    `${operation.name} answered what its contract does not say: ${issue?.path.join('.')}: ${issue?.message}`,
  )
}
