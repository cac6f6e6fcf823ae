import type { Storage, Tx } from './storage/index.ts'

class TakenBack extends Error {
  readonly answer: unknown

  constructor(answer: unknown) {
    super('This was a rehearsal.')
    this.answer = answer
  }
}

/** Does the work in one transaction, takes all of it back, and answers what came of it. */
export async function rehearse<T>(storage: Pick<Storage, 'write'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await storage.write(async tx => {
      throw new TakenBack(await work(tx))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.answer as T
    throw error
  }
}
