import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import { likenessInWords } from './likeness.ts'
import type { Why } from './ranked.ts'
import type { Titles } from './titles.ts'

/** Why a product is recommended, in the shopper's language. */
export function reasonOf(why: Why, titles: Titles, language: TextLanguage): string {
  if (!('of' in why)) return say(language, plain[why.kind])
  const title = titles.get(why.of) ?? ''
  if (why.kind === 'similar') return likenessInWords(why.common, title, language)
  return say(language, reasons[why.kind], { title })
}

const reasons = {
  accessory: 'goes_with',
  upsell: 'step_up_from',
  alternative: 'instead_of',
  bought_together: 'often_bought_with',
  because_bought: 'because_you_bought',
} as const
const plain = { buy_again: 'time_to_buy_again', popular: 'popular_now' } as const
