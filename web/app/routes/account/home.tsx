import { type ActionFunctionArgs, Link, type LoaderFunctionArgs } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { answerOf } from '../../account/ask.server.ts'
import { Card } from '../../account/card.tsx'
import { stepNamed, takeStep } from '../../account/home.server.ts'
import { Membership } from '../../account/membership.tsx'
import { OrderRows, orderRow } from '../../account/order-rows.tsx'
import type { Refused } from '../../account/refusal.server.ts'
import { type SessionShown, Sessions } from '../../account/sessions.tsx'
import { ChangeEmail, ChangePassword } from '../../account/sign-in-forms.tsx'
import { signedIn } from '../../account/signed-in.server.ts'
import { Told } from '../../account/told.tsx'
import { useAccountWords } from '../../account/words.ts'
import { Button } from '../../components/button.tsx'
import { asked as asking } from '../../visit/answers.server.ts'

export async function loader(asked: LoaderFunctionArgs) {
  if (asked.params.step !== undefined) stepNamed(asked.params.step)
  const { shop, askAccounts } = await signedIn(asked, { back: '/account' })
  const [account, { sessions }, { orders, pagination }, { loyalty }] = await Promise.all([
    asking(answerOf<{ name: string; email: string }>(askAccounts, '/get-session')),
    asking(answerOf<{ sessions: SessionShown[] }>(askAccounts, '/list-sessions')),
    asking(shop.listOrders({ limit: 5 })),
    asking(shop.getProfile({})),
  ])
  return {
    name: account.name,
    email: account.email,
    sessions,
    orders: orders.map(orderRow),
    hasMore: pagination.has_next_page,
    loyalty,
    done: asked.url.searchParams.get('done'),
  }
}

export const action = async (asked: ActionFunctionArgs) => await takeStep(asked)

export const meta = accountMeta('/account', ({ yourAccount }) => yourAccount)

type Shown = { readonly loaderData: Awaited<ReturnType<typeof loader>>; readonly actionData: Refused | undefined }

/** Who somebody is here, what they ordered last, and how they sign in. */
export default function Account({ loaderData: page, actionData: refused }: Shown) {
  const words = useAccountWords()
  return (
    <>
      <h1 className="mb-6">{words.yourAccount}</h1>
      <Told done={refused ? null : page.done} />
      <div className="mb-8 flex flex-wrap items-center justify-between gap-4">
        <p className="min-w-0">
          <strong className="block">{page.name}</strong>
          <span className="text-quiet">{page.email}</span>
        </p>
        <form method="post" action="/account/sign-out">
          <Button>{words.signOut}</Button>
        </form>
      </div>
      <Card title={words.recentOrders}>
        <OrderRows rows={page.orders} />
        {page.hasMore && (
          <Link to="/account/orders" className="underline">
            {words.allOrders}
          </Link>
        )}
      </Card>
      {page.loyalty && <Membership loyalty={page.loyalty} />}
      <Sessions sessions={page.sessions} refused={refused} />
      <ChangePassword refused={refused} />
      <ChangeEmail refused={refused} />
    </>
  )
}
