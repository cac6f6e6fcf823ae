import { CommerceError, type InputOf } from '@mitchweb/engine/contract'
import { type ActionFunctionArgs, data, redirect } from 'react-router'
import { visitorOf } from '../visit/visitor.server.ts'
import { returnReasonNames } from './return-reasons.ts'

export type OrderAnswer = { readonly refused?: string; readonly isEmpty?: boolean }

/** Takes a form of an order's page: the buyer cancels it, or asks to send some of it back. */
export async function changeOrder(asked: ActionFunctionArgs) {
  const token = String(asked.params.token)
  const here = `/orders/${encodeURIComponent(token)}`
  const { shop } = await visitorOf(asked)
  const form = await asked.request.formData()
  const options = { idempotencyKey: String(form.get('key')) }
  try {
    const { id } = await shop.getOrder({ id: token })
    if (form.get('intent') === 'cancel') {
      await shop.cancelOrder({ id }, options)
      return redirect(here)
    }
    const line_items = returnedLines(form)
    if (line_items.length === 0) return data<OrderAnswer>({ isEmpty: true }, { status: 400 })
    const note = String(form.get('note') ?? '').trim()
    await shop.requestReturn({ id, line_items, ...(note && { note }) }, options)
    return redirect(here)
  } catch (error) {
    if (!(error instanceof CommerceError) || error.status >= 500) throw error
    if (error.code === 'not_found') throw data({ code: error.code }, { status: 404 })
    return data<OrderAnswer>({ refused: error.message }, { status: error.status })
  }
}

type ReturnedLine = InputOf<'request_return'>['line_items'][number]

/** A number for each line that comes back, and the reason beside it. */
function returnedLines(form: FormData): ReturnedLine[] {
  return [...form.keys()].flatMap(name => {
    const [, id] = /^back-(.+)$/.exec(name) ?? []
    const quantity = Number(form.get(name))
    const reason = returnReasonNames.find(each => each === form.get(`reason-${id}`))
    return id && reason && Number.isInteger(quantity) && quantity > 0 ? [{ id, quantity, reason }] : []
  })
}
