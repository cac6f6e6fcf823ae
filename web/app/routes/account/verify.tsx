import { type ActionFunctionArgs, Link } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { DoorPage } from '../../account/door-page.tsx'
import { enter } from '../../account/doors.server.ts'
import { letterToken } from '../../account/letter-token.server.ts'
import type { Refused } from '../../account/refusal.server.ts'
import { PasswordField } from '../../account/sign-in-fields.tsx'
import { useAccountWords } from '../../account/words.ts'

export const loader = letterToken

export const action = async (asked: ActionFunctionArgs) => await enter('verify', asked)

export const meta = accountMeta('/account/verify', ({ confirmEmail }) => confirmEmail)

type Shown = { readonly loaderData: ReturnType<typeof loader>; readonly actionData: Refused | undefined }

export default function Verify({ loaderData, actionData: refused }: Shown) {
  const words = useAccountWords()
  return (
    <DoorPage
      title={words.confirmEmail}
      action="/account/verify"
      button={words.confirmButton}
      hidden={{ token: refused?.fields.token ?? loaderData.token }}
      refused={refused}
      before={words.confirmText}
      after={
        <p>
          {words.notYou}{' '}
          <Link to="/account/forgotten" className="underline">
            {words.chooseNew}
          </Link>
        </p>
      }
    >
      <PasswordField />
    </DoorPage>
  )
}
