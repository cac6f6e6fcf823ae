import { Link } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { useAccountWords } from '../../account/words.ts'

export const meta = accountMeta('/account/letter', ({ mailbox }) => mailbox)

/** After a letter was sent, or was not: nobody learns which. */
export default function Letter() {
  const words = useAccountWords()
  return (
    <section className="mx-auto grid max-w-[34rem] gap-5 py-6 md:py-12">
      <h1>{words.mailbox}</h1>
      <p className="text-lg">{words.mailboxText}</p>
      <p className="text-quiet">{words.mailboxHint}</p>
      <p className="flex gap-6">
        <Link to="/account/sign-in" className="underline">
          {words.signIn}
        </Link>
        <Link to="/account/register" className="underline">
          {words.register}
        </Link>
      </p>
    </section>
  )
}
