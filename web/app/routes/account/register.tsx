import { type ActionFunctionArgs, Link } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { DoorPage } from '../../account/door-page.tsx'
import { enter } from '../../account/doors.server.ts'
import type { Refused } from '../../account/refusal.server.ts'
import { EmailField, NewPasswordField } from '../../account/sign-in-fields.tsx'
import { useAccountWords } from '../../account/words.ts'
import { Field } from '../../components/field.tsx'

export const action = async (asked: ActionFunctionArgs) => await enter('register', asked)

export const meta = accountMeta('/account/register', ({ register }) => register)

export default function Register({ actionData: refused }: { actionData: Refused | undefined }) {
  const words = useAccountWords()
  return (
    <DoorPage
      title={words.register}
      action="/account/register"
      button={words.registerButton}
      refused={refused}
      before={words.registerText}
      after={
        <p>
          {words.hasAccount}{' '}
          <Link to="/account/sign-in" className="underline">
            {words.signIn}
          </Link>
        </p>
      }
    >
      <Field
        label={words.yourName}
        name="name"
        autoComplete="name"
        required
        maxLength={100}
        defaultValue={refused?.fields.name}
      />
      <EmailField typed={refused?.fields.email} />
      <NewPasswordField label={words.password} name="password" />
    </DoorPage>
  )
}
