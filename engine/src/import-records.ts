import { type OperationName, operationByName } from './contract.ts'
import { authorise, parse, useCaseOf } from './perform.ts'
import { rehearse } from './rehearse.ts'
import type { Actor } from './shared/actor.ts'
import { CommerceError, quoteInput } from './shared/errors.ts'
import type { Door } from './shared/identity.ts'
import type { Operation } from './shared/operation.ts'
import { noteChanges } from './staff/index.ts'
import type { Tx } from './storage/index.ts'
import type { Deps } from './use-cases.ts'

/** One line of a shop's file: a writing operation and its input. */
export type ShopRecord = { readonly operation: string; readonly input: unknown }

/** Which record of its batch could not be taken in, and why. Nothing of the batch was. */
export class RecordError extends Error {
  readonly index: number
  override readonly cause: CommerceError

  constructor(index: number, cause: CommerceError) {
    super(cause.message, { cause })
    this.name = 'RecordError'
    this.index = index
    this.cause = cause
  }
}

export type ImportRecords = (
  actor: Actor,
  batches: AsyncIterable<readonly ShopRecord[]>,
  options?: ImportOptions,
) => Promise<void>

type ImportOptions = {
  readonly dryRun?: boolean
  readonly door?: Door
  readonly onBatch?: (records: number) => void
}

/** Throws for a record that no shop would take, whatever it holds already. */
export function checkRecord(actor: Actor, { operation: name, input }: ShopRecord): void {
  const operation = writing(name)
  authorise(actor, operation)
  parse(operation, input)
}

/**
 * Takes in records of a shop, the batches one after another, each whole or not at all, with the ids that they bring.
 * A dry run does all of it in one transaction and takes it back. Throws `RecordError`.
 */
export const recordImporter =
  (deps: Deps): ImportRecords =>
  async (actor, batches, { dryRun = false, door = 'library', onBatch = () => {} } = {}) => {
    const take = async (tx: Tx, batch: readonly ShopRecord[]) => {
      const importing: Tx = Object.create(tx, { keepsIds: { value: true } })
      for (const { record, places } of together(batch)) {
        await takeRecord(importing, record, { ...deps, actor }).catch(cause => {
          throw cause instanceof CommerceError ? new RecordError(places[productIn(cause)] ?? places[0]!, cause) : cause
        })
      }
    }
    if (!dryRun) {
      for await (const batch of batches) {
        await deps.storage.write(async tx => {
          await take(tx, batch)
          await noteBatch(tx, { actor, door }, batch)
        })
        onBatch(batch.length)
      }
      return
    }
    await rehearse(deps.storage, async tx => {
      for await (const batch of batches) {
        await take(tx, batch)
        onBatch(batch.length)
      }
    })
  }

/** The audit counts what came in a batch, and does not list it: a shop has a hundred thousand products. */
async function noteBatch(tx: Tx, by: { actor: Actor; door: Door }, batch: readonly ShopRecord[]): Promise<void> {
  for (const [operation, records] of Map.groupBy(batch, record => record.operation)) {
    const after = { imported_records: records.length }
    await noteChanges(tx, { ...by, operation }, [{ type: 'import', id: undefined, before: null, after }])
  }
}

type Joined = { readonly record: ShopRecord; readonly places: readonly number[] }

/** Products that follow one another are saved together, which is a good deal faster; `places` says whose they are. */
function together(batch: readonly ShopRecord[]): Joined[] {
  const joined: Joined[] = []
  for (const [index, record] of batch.entries()) {
    const last = joined.at(-1)
    const [before, now] = [productsOf(last?.record), productsOf(record)]
    if (last && before && now && before.length + now.length <= mostProducts) {
      const input = { ...Object(last.record.input), products: [...before, ...now] }
      joined[joined.length - 1] = {
        record: { operation: record.operation, input },
        places: [...last.places, ...now.map(() => index)],
      }
    } else joined.push({ record, places: (now ?? [record]).map(() => index) })
  }
  return joined
}

const mostProducts = 200

/** The products of a record that holds nothing else, but for the columns, which the first one of a file brings. */
function productsOf(record: ShopRecord | undefined): readonly unknown[] | undefined {
  if (record?.operation !== 'import_products') return undefined
  const { products, columns: _, ...more } = Object(record.input)
  return Array.isArray(products) && Object.keys(more).length === 0 ? products : undefined
}

/** Which product of several an error is about. */
function productIn({ details }: CommerceError): number {
  const [first] = Array.isArray(details.problems) ? details.problems : []
  return Number(first?.product ?? 0)
}

async function takeRecord(tx: Tx, { operation: name, input }: ShopRecord, caller: Deps & { actor: Actor }) {
  const operation = writing(name)
  authorise(caller.actor, operation)
  await useCaseOf('writes', operation.name)(tx, parse(operation, input), caller)
}

function writing(name: string): Operation<OperationName> {
  const operation = operationByName.get(name) as Operation<OperationName> | undefined
  if (!operation) throw new CommerceError('unknown_operation', `There is no operation ${quoteInput(name)}.`)
  if (operation.effect === 'write') return operation
  throw new CommerceError('invalid_input', `${name} saves nothing, so it is no record of a shop.`)
}
