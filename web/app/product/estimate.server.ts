import { CommerceError, type Shop } from '@mitchweb/engine/contract'
import { localeOf } from '../language/languages.ts'
import type { visitorOf } from '../visit/visitor.server.ts'

type Visitor = Pick<Awaited<ReturnType<typeof visitorOf>>, 'shop' | 'context' | 'choice'>

/** Made once: that takes longer than all else here. */
const countryNames = {
  en: new Intl.DisplayNames(localeOf.en, { type: 'region' }),
  de: new Intl.DisplayNames(localeOf.de, { type: 'region' }),
}

/** How many ways are shown: the others stand at the checkout. */
const shown = 3

/** How one of a variant would come, as the shop estimates it; nothing where it cannot be had or does not travel. */
export async function estimateOf({ shop, context, choice }: Visitor, variantId: string) {
  const estimate = await shop.estimateDelivery({ catalog: { id: variantId, context } }).catch(notForSale)
  const [group] = estimate?.groups ?? []
  if (!estimate || !group || group.options.length === 0) return undefined
  const { country, currency, pickup } = estimate
  return {
    country: countryNames[choice.language].of(country) ?? country,
    ways: group.options.slice(0, shown).map(option => wayOf(option, currency)),
    pickup,
  }
}
export type ShownEstimate = NonNullable<Awaited<ReturnType<typeof estimateOf>>>

type Option = Awaited<ReturnType<Shop['estimateDelivery']>>['groups'][number]['options'][number]

const wayOf = ({ id, title, description, totals }: Option, currency: string) => ({
  id,
  title,
  arrival: description,
  price: { amount: totals.find(({ type }) => type === 'total')?.amount ?? 0, currency },
})

/** It may have left the shop since the page's other question. */
function notForSale(error: unknown): undefined {
  if (!(error instanceof CommerceError) || error.code !== 'item_unavailable') throw error
}
