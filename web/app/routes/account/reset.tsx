import type { ActionFunctionArgs } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { DoorPage } from '../../account/door-page.tsx'
import { enter } from '../../account/doors.server.ts'
import { letterToken } from '../../account/letter-token.server.ts'
import type { Refused } from '../../account/refusal.server.ts'
import { NewPasswordField } from '../../account/sign-in-fields.tsx'
import { useAccountWords } from '../../account/words.ts'

export const loader = letterToken

export const action = async (asked: ActionFunctionArgs) => await enter('reset', asked)

export const meta = accountMeta('/account/reset', ({ chooseNew }) => chooseNew)

type Shown = { readonly loaderData: ReturnType<typeof loader>; readonly actionData: Refused | undefined }

export default function Reset({ loaderData, actionData: refused }: Shown) {
  const words = useAccountWords()
  return (
    <DoorPage
      title={words.chooseNew}
      action="/account/reset"
      button={words.useThisPassword}
      hidden={{ token: refused?.fields.token ?? loaderData.token }}
      refused={refused}
    >
      <NewPasswordField />
    </DoorPage>
  )
}
