import type { OutputOf } from '@mitchweb/engine/contract'
import { moneyText } from './money-text.ts'
import { linesOf, quoted } from './shared-text.ts'

type Mandate = OutputOf<'revoke_mandate'>

/** A mandate a paragraph: its limits, what is left, and what was bought inside it. */
export const mandatesText = ({ mandates, pagination }: OutputOf<'list_mandates'>): string =>
  linesOf(
    mandates.length === 0 ? 'No mandates: complete_checkout answers a link for the customer.' : undefined,
    mandates.map(mandateText),
    pagination.cursor && `More with cursor ${pagination.cursor}`,
  )

export function mandateText(mandate: Mandate): string {
  const { id, agent_id, status, currency, total, used, remaining, created_at, expires_at, revoked_at } = mandate
  const inWords = (amount: number) => moneyText(amount, currency)
  const limits = [
    mandate.per_order !== undefined && `at most ${inWords(mandate.per_order)} an order`,
    mandate.ask_above !== undefined && `above ${inWords(mandate.ask_above)} the customer confirms`,
    mandate.categories && `only in ${mandate.categories.map(quoted).join(', ')}`,
    mandate.payment_method_id && `paid by ${mandate.payment_method_id}`,
    `granted ${created_at}`,
    `until ${expires_at}`,
    revoked_at && `revoked ${revoked_at}`,
  ].filter(Boolean)
  const uses = mandate.uses.map(
    ({ amount, status: of, used_at, checkout_id, order_id }) =>
      `- ${used_at}: ${inWords(amount)} ${of}, checkout ${checkout_id}${order_id ? `, order ${order_id}` : ''}`,
  )
  return linesOf(
    `Mandate ${id} for ${quoted(agent_id)}, ${status}: ${inWords(remaining)} left of ${inWords(total)} (${inWords(used)} used), ${limits.join(', ')}`,
    uses,
  )
}
