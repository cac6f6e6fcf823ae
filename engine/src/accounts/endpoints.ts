import type { Endpoint } from './desk.ts'
import { showSession } from './show-session.ts'
import { signIn } from './sign-in.ts'
import { signOut, signOutEverywhere } from './sign-out.ts'
import { signUp } from './sign-up.ts'
import { verifyEmail } from './verify.ts'

const get = (answer: Endpoint['answer']): Endpoint => ({ method: 'GET', answer })
const post = (answer: Endpoint['answer']): Endpoint => ({ method: 'POST', answer })

/** What is served under `/api/auth`; nothing else of the library's is. */
export const endpoints: Readonly<Record<string, Endpoint | undefined>> = {
  '/get-session': get(showSession),
  '/sign-up/email': post(signUp),
  '/verify-email': post(verifyEmail),
  '/sign-in/email': post(signIn),
  '/sign-out': post(signOut),
  '/revoke-sessions': post(signOutEverywhere),
}
