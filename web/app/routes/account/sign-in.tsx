import { type ActionFunctionArgs, Link, type LoaderFunctionArgs } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { DoorPage } from '../../account/door-page.tsx'
import { enter } from '../../account/doors.server.ts'
import type { Refused } from '../../account/refusal.server.ts'
import { EmailField, PasswordField } from '../../account/sign-in-fields.tsx'
import { useAccountWords } from '../../account/words.ts'
import { Notice } from '../../components/notice.tsx'
import { localPath } from '../../visit/local-path.ts'
import { visitContext } from '../../visit/visit.ts'

export function loader({ url, context }: LoaderFunctionArgs) {
  const asked = url.searchParams
  return {
    next: localPath(asked.get('next')),
    wasReset: asked.get('done') === 'reset',
    connection: connectionOf(context.get(visitContext).publicUrl),
  }
}

/** Whether the cookie of a session is kept from plain connections, which a page without HTTPS has to say. */
function connectionOf(publicUrl: string): 'safe' | 'here' | 'plain' {
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'https:') return 'safe'
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? 'here' : 'plain'
}

export const action = async (asked: ActionFunctionArgs) => await enter('sign-in', asked)

export const meta = accountMeta('/account/sign-in', ({ signIn }) => signIn)

type Shown = { readonly loaderData: ReturnType<typeof loader>; readonly actionData: Refused | undefined }

export default function SignIn({ loaderData: { next, wasReset, connection }, actionData: refused }: Shown) {
  const words = useAccountWords()
  const leadsTo = refused ? localPath(refused.fields.next) : next
  return (
    <DoorPage
      title={words.signIn}
      action="/account/sign-in"
      button={words.signIn}
      hidden={{ next: leadsTo }}
      refused={refused}
      before={
        <>
          {wasReset && !refused && <Notice kind="good">{words.wasReset}</Notice>}
          {connection === 'here' && <p>{words.plainHere}</p>}
          {connection === 'plain' && <Notice kind="bad">{words.plainElsewhere}</Notice>}
        </>
      }
      after={
        <>
          <Link to="/account/forgotten" className="underline">
            {words.forgottenLink}
          </Link>
          <Link to="/account/register" className="underline">
            {words.register}
          </Link>
        </>
      }
    >
      <EmailField typed={refused?.fields.email} />
      <PasswordField />
    </DoorPage>
  )
}
