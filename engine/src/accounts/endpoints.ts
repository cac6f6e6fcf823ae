import { changeEmail } from './change-email.ts'
import { changePassword } from './change-password.ts'
import { decideQuestion, showQuestion } from './consent.ts'
import type { Endpoint } from './desk.ts'
import { disconnectAgent } from './disconnect.ts'
import { listAgents } from './list-agents.ts'
import { listSessions, revokeSession } from './list-sessions.ts'
import { requestReset, resetPassword } from './reset-password.ts'
import { showSession } from './show-session.ts'
import { signIn } from './sign-in.ts'
import { signOut, signOutEverywhere } from './sign-out.ts'
import { signUp } from './sign-up.ts'
import { resendVerification, verifyEmail } from './verify.ts'

const get = (answer: Endpoint['answer']): Endpoint => ({ method: 'GET', answer })
const post = (answer: Endpoint['answer']): Endpoint => ({ method: 'POST', answer })

/** What people's browsers are served under `/api/auth`. Of the library's own only what `answerAgent` passes on is. */
export const endpoints: Readonly<Record<string, Endpoint | undefined>> = {
  '/sign-up/email': post(signUp),
  '/send-verification-email': post(resendVerification),
  '/verify-email': post(verifyEmail),
  '/sign-in/email': post(signIn),
  '/sign-out': post(signOut),
  '/request-password-reset': post(requestReset),
  '/reset-password': post(resetPassword),
  '/change-password': post(changePassword),
  '/change-email': post(changeEmail),
  '/get-session': get(showSession),
  '/list-sessions': get(listSessions),
  '/revoke-session': post(revokeSession),
  '/revoke-sessions': post(signOutEverywhere),
  '/show-question': post(showQuestion),
  '/decide-question': post(decideQuestion),
  '/list-agents': get(listAgents),
  '/disconnect-agent': post(disconnectAgent),
}
