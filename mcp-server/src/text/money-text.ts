import { decimalsOf, formatMoney, type Total } from '@mitchweb/engine/contract'
import { oneLine } from '../clean-text.ts'

type Price = { readonly amount: number; readonly currency: string }

/** "12.90 EUR". */
export const priceText = ({ amount, currency }: Price): string => moneyText(amount, currency)

/** A currency that is not in ISO 4217 cannot come from the shop; its number is shown as it is rather than hidden. */
export function moneyText(amount: number, currency: string): string {
  try {
    decimalsOf(currency)
  } catch {
    return `${amount} ${currency}`
  }
  return formatMoney({ amount, currency })
}

export const rangeText = ({ min, max }: { min: Price; max: Price }): string =>
  min.amount === max.amount ? priceText(min) : `${priceText(min)} to ${priceText(max)}`

/** Every total in order: "subtotal 24.00 EUR, delivery 4.90 EUR (Standard), total 28.90 EUR". */
export const totalsText = (totals: readonly Total[], currency: string): string =>
  totals.map(total => totalText(total, currency)).join('; ')

function totalText({ type, display_text, amount, lines }: Total, currency: string): string {
  const parts = lines?.map(line => `${oneLine(line.display_text)} ${moneyText(line.amount, currency)}`).join(', ')
  const name = display_text && display_text.toLowerCase() !== type ? `${type} (${oneLine(display_text)})` : type
  return `${name} ${moneyText(amount, currency)}${parts ? ` [${parts}]` : ''}`
}
