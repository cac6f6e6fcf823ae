import type { AskAccounts } from '../../server/types.d.ts'

/** What sign-in answers, read. */
export const answerOf = async <T>(askAccounts: AskAccounts, path: string, body?: unknown): Promise<T> =>
  (await (await askAccounts(path, body)).json()) as T

/** The cookies of an answer of sign-in, for the browser that sent the form. */
export function cookiesOf(answer: Response): Headers {
  const headers = new Headers()
  for (const cookie of answer.headers.getSetCookie()) headers.append('Set-Cookie', cookie)
  return headers
}
