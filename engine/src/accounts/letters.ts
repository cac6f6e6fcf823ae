import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { Letter } from './mailer.ts'

export type Words = Pick<Letter, 'subject' | 'text' | 'link'>

/** Which shop writes, from where, and in which language. */
export type Sender = {
  readonly shop: string
  readonly publicUrl: string
  readonly language: TextLanguage | undefined
}

/**
 * Letters name nobody and repeat nothing that somebody typed: whoever registers with another's address must not be able to
 * write to that person through the shop.
 */
export function verificationLetter({ shop, publicUrl, language }: Sender, token: string): Words {
  const link = linkTo(publicUrl, 'verify', token)
  return {
    subject: say(language, 'mail_verify_subject', { shop }),
    text: say(language, 'mail_verify', { shop, link }),
    link,
  }
}

/** To the owner of an address with which somebody wanted to make another account, or to move one. */
export function knownAddressLetter({ shop, publicUrl, language }: Sender): Words {
  const link = `${publicUrl}/account/sign-in`
  const forgotten = `${publicUrl}/account/forgotten`
  return {
    subject: say(language, 'mail_known_subject', { shop }),
    text: say(language, 'mail_known', { shop, link, forgotten }),
    link,
  }
}

export function resetLetter({ shop, publicUrl, language }: Sender, token: string): Words {
  const link = linkTo(publicUrl, 'reset', token)
  return {
    subject: say(language, 'mail_reset_subject', { shop }),
    text: say(language, 'mail_reset', { shop, link }),
    link,
  }
}

/** To the address that an account is to have. */
export function newAddressLetter({ shop, publicUrl, language }: Sender, token: string): Words {
  const link = linkTo(publicUrl, 'verify', token)
  return {
    subject: say(language, 'mail_new_address_subject', { shop }),
    text: say(language, 'mail_new_address', { shop, link }),
    link,
  }
}

/** To the address that an account had. */
export const formerAddressLetter = ({ shop, language }: Sender): Words => ({
  subject: say(language, 'mail_former_address_subject', { shop }),
  text: say(language, 'mail_former_address', { shop }),
  link: undefined,
})

export function newPasswordLetter({ shop, publicUrl, language }: Sender): Words {
  const link = `${publicUrl}/account/forgotten`
  return {
    subject: say(language, 'mail_new_password_subject', { shop }),
    text: say(language, 'mail_new_password', { shop, link }),
    link,
  }
}

const linkTo = (publicUrl: string, page: string, token: string): string =>
  `${publicUrl}/account/${page}?token=${encodeURIComponent(token)}`
