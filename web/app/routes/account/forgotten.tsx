import type { ActionFunctionArgs } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { DoorPage } from '../../account/door-page.tsx'
import { enter } from '../../account/doors.server.ts'
import type { Refused } from '../../account/refusal.server.ts'
import { EmailField } from '../../account/sign-in-fields.tsx'
import { useAccountWords } from '../../account/words.ts'

export const action = async (asked: ActionFunctionArgs) => await enter('forgotten', asked)

export const meta = accountMeta('/account/forgotten', ({ chooseNew }) => chooseNew)

export default function Forgotten({ actionData: refused }: { actionData: Refused | undefined }) {
  const words = useAccountWords()
  return (
    <DoorPage
      title={words.chooseNew}
      action="/account/forgotten"
      button={words.sendLink}
      refused={refused}
      before={words.forgottenText}
    >
      <EmailField typed={refused?.fields.email} />
    </DoorPage>
  )
}
