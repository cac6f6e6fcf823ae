import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { Letter } from './mailer.ts'

type Words = Pick<Letter, 'subject' | 'text' | 'link'>

type Place = {
  readonly shop: string
  readonly publicUrl: string
  readonly language: TextLanguage | undefined
}

/**
 * Letters name nobody and repeat nothing that somebody typed: whoever registers with another's address must not be able to
 * write to that person through the shop.
 */
export const verificationLetter = ({ shop, publicUrl, language }: Place, token: string): Words => {
  const link = `${publicUrl}/account/verify?token=${encodeURIComponent(token)}`
  return {
    subject: say(language, 'mail_verify_subject', { shop }),
    text: say(language, 'mail_verify', { shop, link }),
    link,
  }
}

/** To the owner of an address with which somebody wanted to make another account. */
export const knownAddressLetter = ({ shop, publicUrl, language }: Place): Words => {
  const link = `${publicUrl}/account/sign-in`
  const forgotten = `${publicUrl}/account/forgotten`
  return {
    subject: say(language, 'mail_known_subject', { shop }),
    text: say(language, 'mail_known', { shop, link, forgotten }),
    link,
  }
}
