import type { CheckoutView } from '@mitchweb/engine/contract'
import type { SentForm } from '../visit/sent-form.ts'
import { type CheckoutUpdate, draftOf, withMethods } from './draft.server.ts'

/** Whether it is delivered or fetched. */
export const withMethod = (view: CheckoutView, { method }: SentForm): CheckoutUpdate => ({
  ...draftOf(view),
  fulfillment: { methods: [{ type: method === 'pickup' ? 'pickup' : 'shipping' }] },
})

/** Where it is fetched. */
export const withPoint = (view: CheckoutView, { point }: SentForm): CheckoutUpdate =>
  withMethods(view, method =>
    method.type === 'pickup' ? { ...method, selected_destination_id: point ?? null } : method,
  )

/** How it travels: radio buttons that are named after what travels together. */
export const withOptions = (view: CheckoutView, form: SentForm): CheckoutUpdate =>
  withMethods(view, method => ({
    ...method,
    groups: (method.groups ?? []).map(group => ({
      ...group,
      selected_option_id: form[`option-${group.id}`] ?? group.selected_option_id ?? null,
    })),
  }))
