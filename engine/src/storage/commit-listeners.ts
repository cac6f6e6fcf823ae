export type CommitListeners = { readonly add: (listener: () => void) => () => void; readonly call: () => void }

/** Who wants to know that a commit wrote events. A listener that throws harms neither the others nor the commit. */
export function commitListeners(): CommitListeners {
  const listeners = new Set<() => void>()
  return {
    add: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    call: () => {
      for (const listener of listeners) queueMicrotask(listener)
    },
  }
}
