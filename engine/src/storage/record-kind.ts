import type { ReadTx } from './port.ts'

/** A page of records, and where the next one begins when more follow. */
export type RecordPage = { readonly records: readonly object[]; readonly cursor?: string }

/**
 * One kind of the shop's records, as it goes out and comes in again. `page` answers what `operation` takes as its input;
 * a kind without an operation only goes out.
 */
export type RecordKind = {
  readonly type: string
  readonly operation?: string
  readonly page: (tx: ReadTx, place: { readonly cursor?: string; readonly limit: number }) => Promise<RecordPage>
}

type Rows<Row> = (tx: ReadTx, place: { readonly after: string; readonly limit: number }) => Promise<readonly Row[]>

/** Pages over rows that are read in the order of a text that names them, such as their id; the empty text is before all. */
export const pagedBy =
  <Row>(
    rows: Rows<Row>,
    { name, write }: { name: (row: Row) => string; write: (tx: ReadTx, rows: readonly Row[]) => Promise<object[]> },
  ): RecordKind['page'] =>
  async (tx, { cursor = '', limit }) => {
    const found = await rows(tx, { after: cursor, limit: limit + 1 })
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    const records = await write(tx, shown)
    return found.length > limit && last !== undefined ? { records, cursor: name(last) } : { records }
  }

/** For lists that are short by nature: all of it at once. */
export const allAtOnce =
  (read: (tx: ReadTx) => Promise<readonly object[]>): RecordKind['page'] =>
  async tx => ({ records: await read(tx) })
