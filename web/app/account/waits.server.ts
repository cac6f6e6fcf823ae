import { CommerceError } from '@mitchweb/engine/contract'
import type { AskAccounts } from '../../server/types.d.ts'

/**
 * Sign-in, and for how long it has asked to wait: a page on which that is said in words says it to programs as well, from
 * whichever of its parts it was asked.
 */
export function withWaits(ask: AskAccounts) {
  let seconds: number | undefined
  const askAccounts: AskAccounts = async (path, body) => {
    try {
      return await ask(path, body)
    } catch (error) {
      if (error instanceof CommerceError) seconds = error.retryAfterSeconds
      throw error
    }
  }
  return { askAccounts, secondsToWait: () => seconds }
}
