import { type StoreDraft, wishOf } from '@mitchweb/engine/contract'
import { isLanguage, type Language, languages } from '../language/languages.ts'
import { choiceCookie } from './cookies.server.ts'

export type Choice = { readonly language: Language; readonly currency: string; readonly languages: readonly Language[] }

/** The language and currency of a visitor: what an address asks for, what they chose, what their browser wants. */
export function choiceOf({ request, url }: { request: Request; url: URL }, store: StoreDraft): Choice {
  const chosen = choiceCookie.read(request)
  const asked = url.searchParams.get('lang') ?? undefined
  const wanted = wishOf(request.headers.get('accept-language') ?? undefined)?.slice(0, 2)
  const spoken = languages.filter(language => speaks(store, language))
  const offered = spoken.length > 0 ? spoken : [languages[0]]
  const language = [asked, chosen.language, wanted].find(each => isLanguage(each) && offered.includes(each))
  const currency = store.currencies.find(code => code === chosen.currency) ?? store.default_currency
  return { language: isLanguage(language) ? language : offered[0]!, currency, languages: offered }
}

/** Whether the shop's texts are written in it, so that none need be told anew. */
export const isOwnLanguage = ({ default_language }: StoreDraft, spoken: Language): boolean =>
  isOf(default_language ?? 'en', spoken)

const speaks = (store: StoreDraft, spoken: Language): boolean =>
  isOwnLanguage(store, spoken) || (store.languages ?? []).some(tag => isOf(tag, spoken))

const isOf = (tag: string, language: Language): boolean => tag.toLowerCase().split('-')[0] === language
