import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, type Money, money } from '../shared/money.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import { giftUnits } from './given-units.ts'
import { covers, type PromotableLine, type PromotionScope } from './promotion-scope.ts'

/** What a promotion does for the buyer. Rates are in parts per million; money is given once per currency. */
export type Benefit =
  | { readonly kind: 'percentage'; readonly ratePpm: number }
  | { readonly kind: 'fixed_amount'; readonly amounts: readonly Money[] }
  /** What each unit costs, where it would cost more. */
  | { readonly kind: 'fixed_price'; readonly prices: readonly Money[] }
  /** For every `buy` units the `get` cheapest others are reduced by the rate; `of` says which those may be. */
  | {
      readonly kind: 'buy_x_get_y'
      readonly buy: number
      readonly get: number
      readonly ratePpm: number
      readonly of?: PromotionScope
    }
  | { readonly kind: 'free_shipping' }
  /** So many units of these are free once they are in the cart; they do not count towards the promotion's minimums. */
  | { readonly kind: 'gift'; readonly of: PromotionScope; readonly quantity: number }

export type Promotion = {
  readonly id: string
  /** A promotion without a code is automatic. */
  readonly code?: string
  readonly title: string
  readonly benefit: Benefit
  /** The lines that count and are reduced; all of them unless told. */
  readonly appliesTo?: PromotionScope
  /** The worth of those lines before any discount from which it counts, by currency; no other currency can use it. */
  readonly minimumSubtotals?: readonly Money[]
  readonly minimumQuantity?: number
  /** Only for signed-in customers who belong to it. */
  readonly customerGroup?: string
  /** The group is one that customers join by what they buy. Known where baskets are priced. */
  readonly isForLoyalty?: true
  /** Only for an e-mail address that has not ordered before. */
  readonly firstOrderOnly: boolean
  readonly startsAt?: Date
  /** From this moment on it is over. */
  readonly endsAt?: Date
  readonly usageLimit?: number
  /** How often one e-mail address may use it. */
  readonly limitPerCustomer?: number
  readonly used: number
  readonly active: boolean
  /** Lower ones are taken first. */
  readonly priority: number
  /** Whether others may be taken beside it. */
  readonly isCombinable: boolean
}

export const standardPriority = 100

export type PromotionCircumstances = {
  readonly currency: string
  readonly lines: readonly PromotableLine[]
  readonly now: Date
  /** The groups that the signed-in customer belongs to. */
  readonly groups?: readonly string[]
  /** What is known of the buyer's e-mail address; undefined until they have named one, and then nothing is held against them. */
  readonly customer?: { readonly hasOrdered: boolean; readonly uses: ReadonlyMap<string, number> } | undefined
  /** Of what is said about codes. */
  readonly language?: TextLanguage
}

/**
 * The promotions that count here and now, in the order in which they are taken: by priority, the automatic ones first,
 * then the codes as they were sent. There is a warning for each code that does not count. A code sent twice counts once.
 */
export function choosePromotions(
  known: readonly Promotion[],
  codes: readonly string[],
  circumstances: PromotionCircumstances,
): { applied: Promotion[]; problems: Message[] } {
  const byKey = new Map(
    known.map(promotion => [promotion.code === undefined ? '' : codeKey(promotion.code), promotion]),
  )
  const seen = new Set<string>()
  const named: Promotion[] = []
  const problems: Message[] = []
  for (const [index, code] of codes.entries()) {
    const key = codeKey(code)
    if (seen.has(key)) continue
    seen.add(key)
    const promotion = key === '' ? undefined : byKey.get(key)
    const problem = problemOf(promotion, quoteInput(code), circumstances)
    if (problem) {
      problems.push(message('warning', problem.code, problem.content, { path: `$.discounts.codes[${index}]` }))
    } else if (promotion) named.push(promotion)
  }
  const automatic = known
    .filter(promotion => promotion.code === undefined)
    .map(promotion => ({ promotion, problem: problemOf(promotion, '', circumstances) }))
    .sort((a, b) => (a.promotion.id < b.promotion.id ? -1 : 1))
  const counting = automatic.flatMap(({ promotion, problem }) => (problem ? [] : [promotion]))
  const gifts = automatic.flatMap(({ promotion, problem }) => (problem?.code === giftMissing ? [promotion] : []))
  return {
    applied: [...counting, ...named].sort((a, b) => a.priority - b.priority),
    problems: [...problems, ...gifts.map(gift => giftMessage(gift, circumstances.language))],
  }
}

const giftMissing = 'discount_code_gift_missing'

/** Nothing is put into a cart by itself, so a gift that needs no code has to be told of. */
const giftMessage = ({ title, benefit }: Promotion, language: TextLanguage | undefined): Message =>
  message(
    'info',
    'gift_available',
    say(language, 'gift_available', { title: quoteInput(title), ids: giftIds(benefit) }),
  )

/** A warning for each code that counts but was left out, because the total is lower without it. */
export function setAsideMessages(
  {
    setAside,
    discounts,
  }: { readonly setAside: readonly Promotion[]; readonly discounts: readonly { title: string }[] },
  codes: readonly string[],
  language?: TextLanguage,
): Message[] {
  return setAside.flatMap(({ code }) => {
    if (code === undefined) return []
    const index = codes.findIndex(sent => codeKey(sent) === codeKey(code))
    const others = discounts.map(({ title }) => title).join(', ')
    const text = say(language, 'code_not_combined', { code: quoteInput(code), others: quoteInput(others) })
    return [message('warning', 'discount_code_not_combined', text, { path: `$.discounts.codes[${index}]` })]
  })
}

/** Codes are equal when their keys are: letter case, outer blanks and Unicode's ways of writing do not count. */
export const codeKey = (code: string): string => code.normalize('NFKC').trim().toLowerCase()

type Problem = { code: string; content: string }

function problemOf(promotion: Promotion | undefined, code: string, circumstances: PromotionCircumstances) {
  // A code that is switched off reads like one that never was, so that nobody learns what the shop has in store.
  if (!promotion?.active) {
    return problem('invalid', say(circumstances.language, 'code_unknown', { code }))
  }
  return (
    untimely(promotion, code, circumstances) ??
    notForThem(promotion, code, circumstances) ??
    notInCurrency(promotion, code, circumstances) ??
    belowMinimum(promotion, code, circumstances)
  )
}

function untimely(
  { startsAt, endsAt, usageLimit, used }: Promotion,
  code: string,
  { now, language }: PromotionCircumstances,
): Problem | undefined {
  if (startsAt && now < startsAt) {
    return problem('invalid', say(language, 'code_early', { code, moment: when(startsAt, language) }))
  }
  if (endsAt && now >= endsAt) {
    return problem('expired', say(language, 'code_expired', { code, moment: when(endsAt, language) }))
  }
  if (usageLimit !== undefined && used >= usageLimit) {
    return problem('used_up', say(language, 'code_used_up', { code, times: times(usageLimit, language) }))
  }
  return undefined
}

function notForThem(
  promotion: Promotion,
  code: string,
  { customer, groups = [], language }: PromotionCircumstances,
): Problem | undefined {
  if (promotion.customerGroup !== undefined && !groups.includes(promotion.customerGroup)) {
    return problem('not_for_customer', say(language, 'code_for_some', { code }))
  }
  if (!customer) return undefined
  if (promotion.firstOrderOnly && customer.hasOrdered) {
    return problem('first_order', say(language, 'code_first_order', { code }))
  }
  const limit = customerLimit(promotion)
  if (limit === undefined || (customer.uses.get(promotion.id) ?? 0) < limit) return undefined
  return problem('used_up', say(language, 'code_used_by_buyer', { code, times: times(limit, language) }))
}

/** Two first orders at the same time are told apart by whoever uses the promotion first. */
export const customerLimit = ({
  limitPerCustomer,
  firstOrderOnly,
}: Pick<Promotion, 'limitPerCustomer' | 'firstOrderOnly'>): number | undefined =>
  firstOrderOnly ? 1 : limitPerCustomer

function notInCurrency(
  { benefit, minimumSubtotals }: Promotion,
  code: string,
  { currency, language }: PromotionCircumstances,
): Problem | undefined {
  const worth =
    benefit.kind === 'fixed_amount' ? benefit.amounts : benefit.kind === 'fixed_price' ? benefit.prices : undefined
  const elsewhere = [worth, minimumSubtotals].find(sums => sums?.length && !sumIn(sums, currency))
  if (!elsewhere) return undefined
  const others = elsewhere.map(sum => sum.currency).join(', ')
  return problem('currency', say(language, 'code_currency', { code, currency, others }))
}

function belowMinimum(promotion: Promotion, code: string, circumstances: PromotionCircumstances): Problem | undefined {
  const { currency, lines, language } = circumstances
  const { quantity, subtotal } = counted(promotion, lines)
  const which = say(language, promotion.appliesTo ? 'its_products' : 'products')
  if (quantity === 0 && lines.length > 0) {
    return problem('not_applicable', say(language, 'code_for_others', { code }))
  }
  const { minimumQuantity = 0, benefit } = promotion
  if (quantity < minimumQuantity) {
    const units = { units: minimumQuantity, missing: minimumQuantity - quantity }
    return problem('minimum', say(language, 'code_minimum_units', { code, which, ...units }))
  }
  const minimum = sumIn(promotion.minimumSubtotals ?? [], currency)
  if (minimum && subtotal < minimum.amount) {
    const missing = formatMoney(money(minimum.amount - subtotal, currency))
    const needed = { minimum: formatMoney(minimum), missing }
    return problem('minimum', say(language, 'code_minimum_subtotal', { code, which, ...needed }))
  }
  if (benefit.kind === 'gift' && !lines.some(line => covers(benefit.of, line))) {
    return problem('gift_missing', say(language, 'code_gift_missing', { code, ids: giftIds(benefit) }))
  }
  return undefined
}

function giftIds(benefit: Benefit): string {
  if (benefit.kind !== 'gift') return ''
  const ids = [...(benefit.of.variantIds ?? []), ...(benefit.of.productIds ?? [])].slice(0, 5).join(', ')
  return ids ? ` (${ids})` : ''
}

/** Units and worth of the lines that count. What the promotion itself gives away does not. */
function counted({ benefit, appliesTo }: Promotion, lines: readonly PromotableLine[]) {
  const given = benefit.kind === 'gift' ? giftUnits(benefit, lines, line => line.subtotal) : new Map<string, number>()
  let [quantity, subtotal] = [0, 0]
  for (const line of lines.filter(candidate => covers(appliesTo, candidate))) {
    const free = given.get(line.id) ?? 0
    quantity += line.quantity - free
    subtotal += line.subtotal.amount - free * (line.subtotal.amount / line.quantity)
  }
  return { quantity, subtotal }
}

const problem = (kind: string, content: string): Problem => ({ code: `discount_code_${kind}`, content })

export const sumIn = (sums: readonly Money[], currency: string) => sums.find(sum => sum.currency === currency)

const times = (limit: number, language: TextLanguage | undefined) =>
  limit === 1 ? say(language, 'once') : say(language, 'times', { count: limit })

function when(moment: Date, language: TextLanguage | undefined): string {
  const iso = moment.toISOString()
  return say(language, 'moment', { date: iso.slice(0, 10), time: iso.slice(11, 16) })
}
