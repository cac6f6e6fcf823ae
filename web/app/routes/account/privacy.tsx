import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { Card } from '../../account/card.tsx'
import { Refusal } from '../../account/door-page.tsx'
import { type Refused, refusal } from '../../account/refusal.server.ts'
import { EmailField } from '../../account/sign-in-fields.tsx'
import { signedIn } from '../../account/signed-in.server.ts'
import { useAccountWords } from '../../account/words.ts'
import { Button, buttonLook } from '../../components/button.tsx'
import { formOf } from '../../visit/form.server.ts'

export async function loader(asked: LoaderFunctionArgs) {
  await signedIn(asked)
  return null
}

export async function action(asked: ActionFunctionArgs) {
  const { shop, choice } = await signedIn(asked, { back: '/account/privacy' })
  const form = await formOf(asked.request)
  try {
    await shop.closeAccount({ email: form.email?.trim() ?? '' })
    return redirect('/account/closed', 303)
  } catch (error) {
    return refusal({ error, language: choice.language, step: 'close', fields: form })
  }
}

export const meta = accountMeta('/account/privacy', ({ rooms }) => rooms.privacy)

/** What the shop keeps of somebody, as a file, and the end of it. */
export default function Privacy({ actionData: refused }: { actionData: Refused | undefined }) {
  const words = useAccountWords()
  return (
    <>
      <h1 className="mb-6">{words.rooms.privacy}</h1>
      <Card title={words.exportTitle}>
        <p className="text-quiet">{words.exportText}</p>
        <p>
          <a href="/account/export" download className={buttonLook('plain')}>
            {words.exportButton}
          </a>
        </p>
      </Card>
      <Card title={words.closeTitle}>
        <p className="text-quiet">{words.closeText}</p>
        <Refusal refused={refused} />
        <form method="post" action="/account/privacy" className="grid max-w-[26rem] gap-4">
          <EmailField label={words.closeField} autoComplete="off" typed={refused?.fields.email} />
          <Button>{words.closeButton}</Button>
        </form>
      </Card>
    </>
  )
}
