import { type ActionFunctionArgs, Form, type LoaderFunctionArgs, redirect } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { Card } from '../../account/card.tsx'
import { Refusal } from '../../account/door-page.tsx'
import { type Refused, refusal } from '../../account/refusal.server.ts'
import { signedIn } from '../../account/signed-in.server.ts'
import { Told } from '../../account/told.tsx'
import { useAccountWords } from '../../account/words.ts'
import { Button } from '../../components/button.tsx'
import { useFormats } from '../../language/words.tsx'
import { asked as asking } from '../../visit/answers.server.ts'
import { formOf } from '../../visit/form.server.ts'
import { reaching } from '../../waiting/reaching.ts'

export async function loader(asked: LoaderFunctionArgs) {
  const { shop } = await signedIn(asked)
  const [{ payment_methods }, { store_credit }] = await Promise.all([
    asking(shop.listPaymentMethods({})),
    asking(shop.getStoreCredit({})),
  ])
  return {
    methods: payment_methods.map(({ id, display }) => ({ id, ...display })),
    credit: store_credit,
    done: asked.url.searchParams.get('done'),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { shop, choice } = await signedIn(asked, { back: '/account/payment' })
  const form = await formOf(asked.request)
  try {
    await shop.removePaymentMethod({ id: form.id ?? '' })
    return redirect('/account/payment?done=removed', 303)
  } catch (error) {
    return refusal({ error, language: choice.language, step: 'remove', fields: form })
  }
}

export const clientAction = reaching

export const meta = accountMeta('/account/payment', ({ rooms }) => rooms.payment)

type Shown = { readonly loaderData: Awaited<ReturnType<typeof loader>>; readonly actionData: Refused | undefined }

export default function Payment({ loaderData: { methods, credit, done }, actionData: refused }: Shown) {
  const words = useAccountWords()
  const { money } = useFormats()
  return (
    <>
      <h1 className="mb-6">{words.rooms.payment}</h1>
      <Told done={refused ? null : done} />
      <Refusal refused={refused} />
      <Card title={words.savedMethods}>
        {methods.length === 0 && <p className="text-quiet">{words.noMethods}</p>}
        <ul className="border-t border-line empty:hidden">
          {methods.map(({ id, brand, last_digits, expiry_month, expiry_year }) => (
            <li key={id} className="flex items-center justify-between gap-4 border-b border-line py-4">
              <p>
                <strong className="capitalize">{words.method(brand, last_digits)}</strong>{' '}
                <span className="text-quiet">{words.expires(expiry_month, expiry_year)}</span>
              </p>
              <Form method="post" action="/account/payment">
                <input type="hidden" name="id" value={id} />
                <Button weight="quiet" aria-label={words.removeNamed(words.method(brand, last_digits))}>
                  {words.remove}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={words.storeCredit}>
        {credit.length === 0 && <p className="text-quiet">{words.noCredit}</p>}
        {credit.map(({ currency, balance }) => (
          <p key={currency} className="text-xl font-bold tabular-nums">
            {money({ amount: balance, currency })}
          </p>
        ))}
        {credit.length > 0 && <p className="text-quiet">{words.creditText}</p>}
      </Card>
    </>
  )
}
