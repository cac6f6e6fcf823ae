import type { OutputOf } from '@mitchweb/engine/contract'
import { linesOf, quoted } from './shared-text.ts'

export function paymentMethodsText({ payment_methods }: OutputOf<'list_payment_methods'>): string {
  return linesOf(
    payment_methods.length === 0 ? 'No saved payment methods.' : 'Saved payment methods:',
    payment_methods.map(
      ({ id, handler_id, type, display: { brand, last_digits, expiry_month, expiry_year } }) =>
        `- ${id}: ${quoted(brand)} ending in ${last_digits}, until ${expiry_month}/${expiry_year} (handler_id ${quoted(handler_id)}, type ${quoted(type)})`,
    ),
  )
}
