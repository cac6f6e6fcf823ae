import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, useActionData } from 'react-router'
import { Notice } from '../components/notice.tsx'
import { Bought } from '../order/bought.tsx'
import { changeOrder, type OrderAnswer } from '../order/change-order.server.ts'
import { Changes, Returns } from '../order/changes.tsx'
import { NextSteps } from '../order/next-steps.tsx'
import { orderWordsIn, useOrderWords } from '../order/order-words.ts'
import { shownOrder } from '../order/shown-order.server.ts'
import { Whereabouts } from '../order/whereabouts.tsx'
import { asked } from '../visit/answers.server.ts'
import { unlistedMeta } from '../visit/meta.ts'
import { privately } from '../visit/private-page.ts'
import { rootIn } from '../visit/root-data.ts'
import { visitorOf } from '../visit/visitor.server.ts'
import { Answered } from '../waiting/answered.tsx'
import { reaching } from '../waiting/reaching.ts'

export async function loader(request: LoaderFunctionArgs) {
  const { shop, choice, publicUrl } = await visitorOf(request)
  const order = await asked(shop.getOrder({ id: String(request.params.token) }))
  return { order: shownOrder({ order, language: choice.language, publicUrl }), actionKey: randomUUID() }
}

export const action = async (request: ActionFunctionArgs) => await changeOrder(request)

export const clientAction = reaching

export const headers = privately

export const meta: MetaFunction<typeof loader> = ({ matches, loaderData }) => {
  const root = rootIn(matches)
  const words = orderWordsIn(root?.choice.language ?? 'en')
  const title = loaderData ? words.order(loaderData.order.label) : words.missing
  return unlistedMeta(root, title)
}

type Shown = Awaited<ReturnType<typeof loader>>

/** The order as its permalink shows it: what was bought, where it is, what came back and what can be done. */
export default function Order({ loaderData: { order, actionKey } }: { loaderData: Shown }) {
  const words = useOrderWords()
  const answer = useActionData<OrderAnswer>()
  return (
    <>
      <h1 className="mb-2">{words.order(order.label)}</h1>
      <p className="mb-6 text-quiet">
        {words.statuses[order.status]} · {words.placedOn(order.placedAt)}
      </p>
      <Answered answer={answer}>
        {answer?.refused && <Notice kind="bad">{answer.refused}</Notice>}
        {answer?.isEmpty && <Notice kind="bad">{words.nothingChosen}</Notice>}
      </Answered>
      {order.messages.map(({ content }) => (
        <Notice key={content} kind="plain">
          {content}
        </Notice>
      ))}
      <div className="grid gap-6 lg:grid-cols-[1fr_22rem] lg:gap-8 print:grid-cols-1">
        <div className="grid min-w-0 content-start gap-4">
          <Whereabouts order={order} />
          <Changes order={order} />
          <Returns order={order} />
          <NextSteps key={actionKey} order={order} actionKey={actionKey} typed={answer?.typed} />
        </div>
        <div className="lg:sticky lg:top-6 lg:self-start">
          <Bought order={order} />
        </div>
      </div>
    </>
  )
}
