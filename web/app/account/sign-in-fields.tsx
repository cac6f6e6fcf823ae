import { Field } from '../components/field.tsx'
import { useAccountWords } from './words.ts'

/** As password managers know it: the name that somebody signs in by. */
export function EmailField({
  typed,
  label,
  name = 'email',
  autoComplete = 'username',
}: {
  typed?: string | undefined
  label?: string
  name?: string
  autoComplete?: string
}) {
  const words = useAccountWords()
  return (
    <Field
      label={label ?? words.email}
      name={name}
      type="email"
      autoComplete={autoComplete}
      required
      maxLength={254}
      defaultValue={typed}
    />
  )
}

export function PasswordField({ label }: { label?: string }) {
  const words = useAccountWords()
  return (
    <Field
      label={label ?? words.password}
      name="password"
      type="password"
      autoComplete="current-password"
      required
      maxLength={256}
    />
  )
}

export function NewPasswordField({ label, name = 'new_password' }: { label?: string; name?: string }) {
  const words = useAccountWords()
  return (
    <Field
      label={label ?? words.newPassword}
      hint={words.passwordHint}
      name={name}
      type="password"
      autoComplete="new-password"
      required
      minLength={8}
      maxLength={256}
    />
  )
}
