import { add, allocate, applyRate, type Money, subtract, taxWithin, zero } from '../shared/money.ts'
import { isShipping } from './discounts.ts'
import type { TaxRate, TaxRounding } from './tax.ts'

export type QuotedTax = {
  readonly rateId: string
  readonly title: string
  readonly ratePpm: number
  readonly included: boolean
  /** What the tax was taken on: the discounted amount without tax, and with those taxes that it compounds. */
  readonly taxable: Money
  readonly amount: Money
  readonly allocations: readonly { readonly target: string; readonly amount: Money }[]
}

/** A line or the delivery, with what its discounts left of it. */
export type TaxTarget = {
  readonly id: string
  readonly taxClass: string
  readonly amount: Money
  /** Tells the parts of a target apart that are taxed differently. */
  readonly part?: string
}

type Taxation = {
  readonly currency: string
  readonly pricesIncludeTax: boolean
  readonly taxRounding?: TaxRounding
  readonly taxRates: readonly TaxRate[]
}

/** The taxes on all targets, by rate. Rounded on the total, each target gets its share in proportion. */
export function taxesOn(targets: readonly TaxTarget[], taxation: Taxation): QuotedTax[] {
  const { currency, pricesIncludeTax, taxRates } = taxation
  const parts = taxedAlike(targets, taxation).flatMap(group => partsOf(group, taxation))
  return taxRates.flatMap(rate => {
    const own = parts.filter(part => part.rate === rate)
    if (own.length === 0) return []
    return {
      rateId: rate.id,
      title: rate.title,
      ratePpm: rate.ratePpm,
      included: pricesIncludeTax,
      taxable: add(zero(currency), ...own.map(part => part.taxable)),
      amount: add(zero(currency), ...own.map(part => part.amount)),
      allocations: own.flatMap(part => part.allocations).filter(part => part.amount.amount > 0),
    }
  })
}

type Group = { readonly rates: readonly TaxRate[]; readonly targets: readonly TaxTarget[] }

/** Targets on which the same rates are taken; each alone where every line is rounded by itself. */
function taxedAlike(targets: readonly TaxTarget[], { taxRates, taxRounding = 'line' }: Taxation): Group[] {
  const groups = new Map<string, Group>()
  for (const target of targets) {
    const rates = taxRates.filter(
      rate => rate.taxClass === target.taxClass && (!isShipping(target.id) || rate.appliesToShipping),
    )
    if (rates.length === 0) continue
    const key = taxRounding === 'line' ? keyOf(target) : rates.map(rate => rate.id).join(' ')
    groups.set(key, { rates, targets: [...(groups.get(key)?.targets ?? []), target] })
  }
  return [...groups.values()]
}

const keyOf = ({ id, part = '' }: TaxTarget) => `${id} ${part}`

type Part = { readonly rate: TaxRate; readonly taxable: Money; readonly amount: Money }
type Allocated = Part & { readonly allocations: QuotedTax['allocations'] }

function partsOf({ rates, targets }: Group, { currency, pricesIncludeTax }: Taxation): Allocated[] {
  const ranked = [...targets].sort((a, b) => b.amount.amount - a.amount.amount || (a.id < b.id ? -1 : 1))
  const whole = add(zero(currency), ...ranked.map(target => target.amount))
  const parts = pricesIncludeTax ? within(whole, rates) : onTop(whole, rates)
  return parts.map(part => {
    const shares = allocate(
      part.amount,
      ranked.map(target => target.amount.amount),
    )
    const shareOf = new Map(ranked.map((target, index) => [target, shares[index] ?? zero(currency)]))
    const allocations = targets.map(target => ({ target: target.id, amount: shareOf.get(target) ?? zero(currency) }))
    return { ...part, allocations }
  })
}

const compounds = (rate: TaxRate) => rate.stacking === 'compounds'
const isSimple = (rate: TaxRate) => !compounds(rate)

/** Taxes that are added to a price: the simple ones on it, then each compound one on the sum so far. */
function onTop(price: Money, rates: readonly TaxRate[]): Part[] {
  const parts = rates.filter(isSimple).map(rate => ({ rate, taxable: price, amount: applyRate(price, rate.ratePpm) }))
  let sum = add(price, ...parts.map(part => part.amount))
  for (const rate of rates.filter(compounds)) {
    const amount = applyRate(sum, rate.ratePpm)
    parts.push({ rate, taxable: sum, amount })
    sum = add(sum, amount)
  }
  return parts
}

/** Taxes that a price holds: the compound ones are taken out from the last to the first, then the simple ones at once. */
function within(price: Money, rates: readonly TaxRate[]): Part[] {
  const parts: Part[] = []
  let rest = price
  for (const rate of rates.filter(compounds).reverse()) {
    const amount = taxWithin(rest, rate.ratePpm)
    rest = subtract(rest, amount)
    parts.unshift({ rate, taxable: rest, amount })
  }
  const simple = rates.filter(isSimple)
  if (simple.length === 0) return parts
  const amount = taxWithin(
    rest,
    simple.reduce((sum, rate) => sum + rate.ratePpm, 0),
  )
  const shares = allocate(
    amount,
    simple.map(rate => rate.ratePpm),
  )
  const taxable = subtract(rest, amount)
  return [...simple.map((rate, index) => ({ rate, taxable, amount: shares[index] ?? zero(price.currency) })), ...parts]
}
