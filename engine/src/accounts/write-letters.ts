import { z } from 'zod'
import { textLanguage } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/index.ts'
import type { EventListener } from '../storage/relay.ts'
import type { Desk } from './desk.ts'
import {
  formerAddressLetter,
  knownAddressLetter,
  newAddressLetter,
  newPasswordLetter,
  resetLetter,
  type Sender,
  verificationLetter,
  type Words,
} from './letters.ts'
import type { Mailer } from './mailer.ts'
import { type Account, accountByEmail, accountById } from './records.ts'

export type Post = Pick<Desk, 'storage' | 'publicUrl' | 'secret' | 'library'> & {
  readonly mailer: Mailer | undefined
  readonly shopName: (tx: ReadTx) => Promise<string>
}

/** What events about accounts say: whose, by id or by address, and which other address it is about. */
const facts = z.object({
  account_id: z.string().optional(),
  email: z.string().optional(),
  former_email: z.string().optional(),
})

type Facts = z.infer<typeof facts>

type Writing = { readonly sender: Sender; readonly account: Account; readonly facts: Facts; readonly post: Post }

/** A letter, and to whom where that is not the account's own address. */
type Written = Words & { readonly to?: string | undefined }

const letterFor: Readonly<Record<string, ((writing: Writing) => Promise<Written | undefined>) | undefined>> = {
  'account.registered_again': async ({ sender }) => knownAddressLetter(sender),
  'account.verification_requested': async ({ sender, account: { email, emailVerified }, post }) =>
    emailVerified ? undefined : verificationLetter(sender, await proof(post, { email })),
  'account.reset_requested': async ({ sender, account, post }) => {
    const { resetToken } = await import('./reset-password.ts')
    return resetLetter(sender, await resetToken(await post.library(), account))
  },
  'account.email_change_requested': async ({ sender, account, facts: { email: to = '' }, post }) => {
    const taken = await post.storage.read(tx => accountByEmail(tx, to))
    if (taken) return { ...knownAddressLetter(sender), to }
    return { ...newAddressLetter(sender, await proof(post, { email: account.email, updateTo: to })), to }
  },
  'account.email_changed': async ({ sender, facts: { former_email: to } }) => ({ ...formerAddressLetter(sender), to }),
  'account.password_changed': async ({ sender }) => newPasswordLetter(sender),
}

/**
 * Writes the letter that an event calls for, after the event's commit and at least once. The link in it is made here, so
 * that none lies in the database; a letter that is sent again has a new one, and both work.
 */
export const letterWriter =
  (post: Post): EventListener =>
  async ({ id, occurredAt, type, payload }) => {
    const write = letterFor[type]
    const told = write && facts.safeParse(payload).data
    if (!told) return
    const account = await post.storage.read(tx => accountOf(tx, told))
    if (!account) return
    if (!post.mailer) throw new Error(`There is nothing to send mail with, so ${type} tells nobody.`)
    const shop = await post.storage.read(post.shopName)
    const language = account.language === null ? undefined : textLanguage([account.language])
    const letter = await write({ sender: { shop, publicUrl: post.publicUrl, language }, account, facts: told, post })
    if (!letter) return
    await post.mailer.send({ ...letter, to: letter.to ?? account.email, reference: `${occurredAt.getTime()}.${id}` })
  }

async function accountOf(tx: ReadTx, { account_id: id, email }: Facts): Promise<Account | undefined> {
  if (id !== undefined) return accountById(tx, id)
  return email === undefined ? undefined : accountByEmail(tx, email)
}

async function proof({ secret }: Post, claim: { readonly email: string; readonly updateTo?: string }): Promise<string> {
  const { proofToken } = await import('./links.ts')
  return proofToken(secret, claim)
}
