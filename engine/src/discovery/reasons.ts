import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { Why } from './ranked.ts'
import type { Titles } from './titles.ts'

/** Why a product is recommended, in the shopper's language. */
export function reasonOf(why: Why, titles: Titles, language: TextLanguage): string {
  if ('reason' in why) return why.reason
  if ('of' in why) return say(language, reasons[why.kind], { title: titles.get(why.of) ?? '' })
  return say(language, plain[why.kind])
}

const reasons = { bought_together: 'often_bought_with', because_bought: 'because_you_bought' } as const
const plain = { buy_again: 'time_to_buy_again', popular: 'popular_now' } as const
