import { Button } from '../components/button.tsx'
import { Card } from './card.tsx'
import { Refusal } from './door-page.tsx'
import type { Refused } from './refusal.server.ts'
import { EmailField, NewPasswordField, PasswordField } from './sign-in-fields.tsx'
import { useAccountWords } from './words.ts'

type Shown = { readonly refused: Refused | undefined }

export function ChangePassword({ refused }: Shown) {
  const words = useAccountWords()
  return (
    <Card title={words.changePassword}>
      <Refusal refused={refused?.step === 'password' ? refused : undefined} />
      <form method="post" action="/account/password" className="grid max-w-[26rem] gap-4">
        <PasswordField label={words.presentPassword} />
        <NewPasswordField />
        <Button>{words.changePassword}</Button>
      </form>
    </Card>
  )
}

export function ChangeEmail({ refused }: Shown) {
  const words = useAccountWords()
  const own = refused?.step === 'email' ? refused : undefined
  return (
    <Card title={words.changeEmail}>
      <Refusal refused={own} />
      <form method="post" action="/account/email" className="grid max-w-[26rem] gap-4">
        <EmailField label={words.newEmail} autoComplete="email" typed={own?.fields.email} />
        <PasswordField />
        <Button>{words.sendToNew}</Button>
      </form>
    </Card>
  )
}
