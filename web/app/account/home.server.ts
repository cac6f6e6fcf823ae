import { type ActionFunctionArgs, data, redirect } from 'react-router'
import { formOf } from '../visit/form.server.ts'
import { cookiesOf } from './ask.server.ts'
import { refusal } from './refusal.server.ts'
import { signedIn } from './signed-in.server.ts'

type Form = Readonly<Record<string, string>>
type Step = { readonly path: string; readonly body: (form: Form) => unknown; readonly leadsTo: string }

const steps: Readonly<Record<string, Step | undefined>> = {
  'sign-out': { path: '/sign-out', body: () => ({}), leadsTo: '/' },
  'sign-out-everywhere': { path: '/revoke-sessions', body: () => ({}), leadsTo: '/' },
  session: { path: '/revoke-session', body: ({ id }) => ({ id }), leadsTo: '/account' },
  password: {
    path: '/change-password',
    body: ({ password: currentPassword, new_password: newPassword }) => ({ currentPassword, newPassword }),
    leadsTo: '/account?done=password',
  },
  email: {
    path: '/change-email',
    body: ({ email, password }) => ({ newEmail: email?.trim(), password }),
    leadsTo: '/account?done=email',
  },
}

/** The form of this name; an address that names none is not there. */
export function stepNamed(name: string | undefined): Step {
  const step = steps[name ?? '']
  if (!step) throw data({ code: 'not_found' }, { status: 404 })
  return step
}

/** Takes a form of how and where somebody is signed in. */
export async function takeStep(asked: ActionFunctionArgs) {
  const name = asked.params.step
  const { path, body, leadsTo } = stepNamed(name)
  const { askAccounts, choice } = await signedIn(asked)
  const form = await formOf(asked.request)
  try {
    const answer = await askAccounts(path, body(form))
    return redirect(leadsTo, { status: 303, headers: cookiesOf(answer) })
  } catch (error) {
    return refusal({ error, language: choice.language, step: name ?? '', fields: form })
  }
}
