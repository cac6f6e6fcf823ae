import { createContext, type ReactNode, use } from 'react'
import { type Language, localeOf } from './languages.ts'
import { wordsOf } from './word-lists.ts'
import type { Words } from './words-en.ts'

type Speech = { readonly language: Language; readonly words: Words }

const Spoken = createContext<Speech | undefined>(undefined)

export function Speaking({ language, children }: { language: Language; children: ReactNode }) {
  return <Spoken value={{ language, words: wordsOf('shop', language) }}>{children}</Spoken>
}

function spoken(): Speech {
  const speech = use(Spoken)
  if (!speech) throw new Error('This stands outside of what is spoken.')
  return speech
}

export const useWords = (): Words => spoken().words
export const useLanguage = (): Language => spoken().language

/** Writes money and dates as the visitor's language does. Amounts are minor units, as the shop has them. */
export function useFormats() {
  const { language } = spoken()
  return { money: (price: Money) => moneyText(price, language), date: (iso: string) => dateText(iso, language) }
}

type Money = { readonly amount: number; readonly currency: string }

const moneyFormats = new Map<string, Intl.NumberFormat>()

export function moneyText({ amount, currency }: Money, language: Language): string {
  const key = `${language} ${currency}`
  let format = moneyFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(localeOf[language], { style: 'currency', currency })
    moneyFormats.set(key, format)
  }
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
  // Text, because a division could lose a cent of a large amount.
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const part = digits.slice(digits.length - decimals)
  return format.format(`${amount < 0 ? '-' : ''}${whole}${decimals > 0 ? `.${part}` : ''}` as Intl.StringNumericLiteral)
}

const dateText = (iso: string, language: Language): string =>
  new Intl.DateTimeFormat(localeOf[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
