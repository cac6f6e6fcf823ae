import { type ActionFunctionArgs, redirect, redirectDocument } from 'react-router'
import { formOf } from '../visit/form.server.ts'
import { localPath } from '../visit/local-path.ts'
import { visitorOf } from '../visit/visitor.server.ts'
import { cookiesOf } from './ask.server.ts'
import { refusal } from './refusal.server.ts'

type Form = Readonly<Record<string, string>>

/** What a form asks of sign-in, and where it leads. */
type Door = { readonly path: string; readonly body: (form: Form) => unknown; readonly leadsTo: (form: Form) => string }

const doors = {
  register: {
    path: '/sign-up/email',
    body: ({ name, email, password }) => ({ name, email: email?.trim(), password }),
    leadsTo: () => '/account/letter',
  },
  'sign-in': {
    path: '/sign-in/email',
    body: ({ email, password }) => ({ email: email?.trim(), password }),
    leadsTo: ({ next }) => localPath(next) ?? '/account',
  },
  verify: {
    path: '/verify-email',
    body: ({ token, password }) => ({ token, password }),
    leadsTo: () => '/account?done=verified',
  },
  forgotten: {
    path: '/request-password-reset',
    body: ({ email }) => ({ email: email?.trim() }),
    leadsTo: () => '/account/letter',
  },
  reset: {
    path: '/reset-password',
    body: ({ token, new_password: newPassword }) => ({ token, newPassword }),
    leadsTo: () => '/account/sign-in?done=reset',
  },
} satisfies Readonly<Record<string, Door>>

/** Takes the form of a page by which people come in. What was refused is shown again, without the passwords. */
export async function enter(step: keyof typeof doors, asked: ActionFunctionArgs) {
  const { askAccounts, choice, payments } = await visitorOf(asked)
  const { path, body, leadsTo }: Door = doors[step]
  const form = await formOf(asked.request)
  try {
    const answer = await askAccounts(path, body(form))
    const next = leadsTo(form)
    // A checkout says what its page lets run as it is loaded, and the provider's form is let in there alone.
    const lead = payments.hasPaymentForm && next.startsWith('/checkout/') ? redirectDocument : redirect
    return lead(next, { status: 303, headers: cookiesOf(answer) })
  } catch (error) {
    return refusal({ error, language: choice.language, step, fields: form })
  }
}
