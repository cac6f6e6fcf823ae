import { CommerceError, type InputOf } from '@mitchweb/engine/contract'
import { type ActionFunctionArgs, data, redirect } from 'react-router'
import { typedIn } from '../address/typed-address.server.ts'
import { refusedIn } from '../visit/refused-in.server.ts'
import { formOf, type SentForm } from '../visit/sent-form.ts'
import { visitorOf } from '../visit/visitor.server.ts'
import { returnReasonNames } from './return-reasons.ts'

export type OrderAnswer = {
  readonly refused?: string
  readonly isEmpty?: boolean
  /** Of a change of the address or contact, what a person would have to type again. */
  readonly typed?: SentForm
}

/** Takes a form of an order's page: the buyer changes where it goes, cancels it, or asks to send some of it back. */
export async function changeOrder(asked: ActionFunctionArgs) {
  const token = String(asked.params.token)
  const here = `/orders/${encodeURIComponent(token)}`
  const { shop, choice } = await visitorOf(asked)
  const form = await asked.request.formData()
  try {
    const options = { idempotencyKey: keyIn(form) }
    const { id } = await shop.getOrder({ id: token })
    if (form.get('intent') === 'cancel') {
      await shop.cancelOrder({ id }, options)
      return redirect(here)
    }
    if (form.get('intent') === 'change') {
      await shop.updateOrder({ id, order: changeIn(formOf(form)) }, options)
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
    const typed = form.get('intent') === 'change' && { typed: typedIn(formOf(form), changeFields) }
    return data<OrderAnswer>({ refused: refusedIn(choice.language, error), ...typed }, { status: error.status })
  }
}

/** By it what is sent twice is done once, so that no form goes without. */
function keyIn(form: FormData): string {
  const key = form.get('key')
  if (typeof key === 'string' && key !== '') return key
  throw new CommerceError('idempotency_key_required', 'The form was not whole. Load the page again, then repeat it.')
}

const contactFields = ['email', 'phone_number'] as const
const placeFields = [
  'street_address',
  'extended_address',
  'address_locality',
  'address_region',
  'postal_code',
  'address_country',
] as const
const changeFields = [...contactFields, ...placeFields] as const

/** The recipient's name stays; the telephone number is the buyer's. */
function changeIn(form: SentForm): InputOf<'update_order'>['order'] {
  const [destination, buyer] = [typedIn(form, placeFields), typedIn(form, contactFields)]
  return {
    ...(Object.keys(destination).length > 0 && { destination }),
    ...(Object.keys(buyer).length > 0 && { buyer }),
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
