import { say, shopperTexts, type TextKey, type TextLanguage } from '../shared/shopper-texts.ts'

/** Why a payment was refused, by the gateway's code for it; undefined where the shop has no words for that. */
export function refusalText(language: TextLanguage, code: string): string | undefined {
  const key = `refused_${code}`
  return isRefusal(key) ? say(language, key) : undefined
}

type Refusal = Extract<TextKey, `refused_${string}`>

const isRefusal = (key: string): key is Refusal => Object.hasOwn(shopperTexts.en, key)
