import { type Asked, answer, cookiesOf, type Desk, signedIn } from './desk.ts'
import { endSessionsOf } from './sessions.ts'

/** Ends this session. Signing out twice is no error. */
export async function signOut(desk: Desk, { headers }: Asked): Promise<Response> {
  const { api } = await desk.library()
  const { headers: answered } = await api.signOut({ headers, returnHeaders: true })
  return answer({ status: 'signed_out' }, cookiesOf(answered))
}

/** Ends every session of the account, this one too. */
export async function signOutEverywhere(desk: Desk, asked: Asked): Promise<Response> {
  const { accountId } = signedIn(asked)
  await desk.storage.write(tx => endSessionsOf(tx, accountId))
  return signOut(desk, asked)
}
