import { type ActionFunctionArgs, Form, Link, type LoaderFunctionArgs } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { Refusal } from '../../account/door-page.tsx'
import { OrderRows, orderRow } from '../../account/order-rows.tsx'
import type { Refused } from '../../account/refusal.server.ts'
import { orderAgain } from '../../account/reorder.server.ts'
import { signedIn } from '../../account/signed-in.server.ts'
import { useAccountWords } from '../../account/words.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { asked as asking } from '../../visit/answers.server.ts'
import { reaching } from '../../waiting/reaching.ts'

export async function loader(asked: LoaderFunctionArgs) {
  const { shop } = await signedIn(asked)
  const cursor = asked.url.searchParams.get('cursor')
  const { orders, pagination } = await asking(shop.listOrders({ limit: 20, ...(cursor !== null && { cursor }) }))
  return { orders: orders.map(orderRow), next: pagination.cursor, isFirst: cursor === null }
}

export const action = async (asked: ActionFunctionArgs) => await orderAgain(asked)

export const clientAction = reaching

export const meta = accountMeta('/account/orders', ({ recentOrders }) => recentOrders)

type Shown = {
  readonly loaderData: Awaited<ReturnType<typeof loader>>
  readonly actionData: Refused | { readonly changed: readonly string[] } | undefined
}

export default function Orders({ loaderData: { orders, next, isFirst }, actionData }: Shown) {
  const words = useAccountWords()
  return (
    <>
      <h1 className="mb-6">{words.recentOrders}</h1>
      {actionData &&
        ('changed' in actionData ? <Changed texts={actionData.changed} /> : <Refusal refused={actionData} />)}
      <OrderRows rows={orders}>
        {({ id, label }) => (
          <Form method="post" action="/account/orders">
            <input type="hidden" name="id" value={id} />
            <Button aria-label={words.orderAgainNamed(label)}>{words.orderAgain}</Button>
          </Form>
        )}
      </OrderRows>
      <p className="mt-6 flex flex-wrap gap-6">
        {!isFirst && (
          <Link to="/account/orders" className="underline">
            {words.newest}
          </Link>
        )}
        {next && (
          <Link to={`/account/orders?cursor=${encodeURIComponent(next)}`} className="underline">
            {words.older}
          </Link>
        )}
      </p>
    </>
  )
}

function Changed({ texts }: { texts: readonly string[] }) {
  const words = useAccountWords()
  return (
    <Notice kind="plain">
      <p>{words.inCartAgain}</p>
      <ul className="my-2 list-disc pl-5">
        {texts.map(text => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Link to="/cart" className="underline">
        {words.toCart}
      </Link>
    </Notice>
  )
}
