import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, type Money } from '../shared/money.ts'

/** A discount code: a share of what is left of the cart (`ratePpm`) or a fixed amount, one per currency (`amounts`). */
export type Promotion = {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly ratePpm?: number
  readonly amounts?: readonly Money[]
  /** The subtotal before any discount from which the code counts. A currency that is not named cannot use the code. */
  readonly minimumSubtotals?: readonly Money[]
  readonly startsAt?: Date
  /** From this moment on the code is over. */
  readonly endsAt?: Date
  readonly usageLimit?: number
  readonly used: number
  readonly active: boolean
}

export type PromotionCircumstances = { readonly currency: string; readonly subtotal: Money; readonly now: Date }

/**
 * The promotions that the codes stand for, in the order in which the codes were sent, and a warning for each code that
 * does not count here and now. A code sent twice counts once.
 */
export function choosePromotions(
  known: readonly Promotion[],
  codes: readonly string[],
  circumstances: PromotionCircumstances,
): { applied: Promotion[]; problems: Message[] } {
  const byKey = new Map(known.map(promotion => [codeKey(promotion.code), promotion]))
  const seen = new Set<string>()
  const applied: Promotion[] = []
  const problems: Message[] = []
  for (const [index, code] of codes.entries()) {
    const key = codeKey(code)
    if (seen.has(key)) continue
    seen.add(key)
    const promotion = byKey.get(key)
    const problem = problemOf(promotion, quoteInput(code), circumstances)
    if (problem) {
      problems.push(message('warning', problem.code, problem.content, { path: `$.discounts.codes[${index}]` }))
    } else if (promotion) applied.push(promotion)
  }
  return { applied, problems }
}

/** Codes are equal when their keys are: letter case, outer blanks and Unicode's ways of writing do not count. */
export const codeKey = (code: string): string => code.normalize('NFKC').trim().toLowerCase()

type Problem = { code: string; content: string }

function problemOf(promotion: Promotion | undefined, code: string, circumstances: PromotionCircumstances) {
  // A code that is switched off reads like one that never was, so that nobody learns what the shop has in store.
  if (!promotion?.active) {
    return problem('invalid', `There is no discount code ${code}. Check its spelling, or go on without it.`)
  }
  return untimely(promotion, code, circumstances.now) ?? unfit(promotion, code, circumstances)
}

function untimely({ startsAt, endsAt, usageLimit, used }: Promotion, code: string, now: Date): Problem | undefined {
  if (startsAt && now < startsAt) {
    return problem('invalid', `Discount code ${code} is not valid before ${when(startsAt)}. Send it again then.`)
  }
  if (endsAt && now >= endsAt) {
    return problem(
      'expired',
      `Discount code ${code} expired on ${when(endsAt)}. Go on without it, or send another code.`,
    )
  }
  if (usageLimit !== undefined && used >= usageLimit) {
    const uses = usageLimit === 1 ? 'once' : `${usageLimit} times`
    return problem(
      'used_up',
      `Discount code ${code} could be used ${uses} and is used up. Go on without it, or send another code.`,
    )
  }
  return undefined
}

function unfit(
  promotion: Promotion,
  code: string,
  { currency, subtotal }: PromotionCircumstances,
): Problem | undefined {
  const elsewhere = [promotion.amounts, promotion.minimumSubtotals].find(sums => sums?.length && !sumIn(sums, currency))
  if (elsewhere) {
    const others = elsewhere.map(sum => sum.currency).join(', ')
    return problem('currency', `Discount code ${code} does not work in ${currency}. It does in ${others}.`)
  }
  const minimum = sumIn(promotion.minimumSubtotals ?? [], currency)
  if (minimum && subtotal.amount < minimum.amount) {
    const missing = formatMoney({ amount: minimum.amount - subtotal.amount, currency })
    return problem(
      'minimum',
      `Discount code ${code} needs a subtotal of ${formatMoney(minimum)}. Add products for ${missing} more to use it.`,
    )
  }
  return undefined
}

const problem = (kind: string, content: string): Problem => ({ code: `discount_code_${kind}`, content })

const sumIn = (sums: readonly Money[], currency: string) => sums.find(sum => sum.currency === currency)

const when = (moment: Date) => `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`
