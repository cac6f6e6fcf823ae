export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** One after the other for each key, so that whoever reads and then writes overlooks nothing that was written between. */
export function turns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, turn)
    try {
      return await turn
    } finally {
      if (last.get(key) === turn) last.delete(key)
    }
  }
}
