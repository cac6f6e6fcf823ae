import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { textLanguage } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/index.ts'
import { tablesOf } from '../storage/query.ts'
import type { EventListener } from '../storage/relay.ts'
import type { Desk } from './desk.ts'
import { knownAddressLetter, verificationLetter } from './letters.ts'
import type { Letter, Mailer } from './mailer.ts'
import { accountTables } from './tables.ts'

const tables = tablesOf(accountTables)

export type Post = Pick<Desk, 'storage' | 'publicUrl' | 'secret'> & {
  readonly mailer: Mailer | undefined
  readonly shopName: (tx: ReadTx) => Promise<string>
}

const about = z.object({ account_id: z.string() })

/**
 * Writes the letter that an event calls for, after the event's commit and at least once. The link in it is made here, so
 * that none lies in the database; a letter that is sent again has a new one, and both work.
 */
export const letterWriter =
  (post: Post): EventListener =>
  async ({ id, type, payload }) => {
    const words = wordsFor[type]
    const subject = words && about.safeParse(payload).data
    if (!subject) return
    const account = await post.storage.read(tx => accountById(tx, subject.account_id))
    if (!account) return
    if (!post.mailer) throw new Error(`There is nothing to send mail with, so ${type} tells nobody.`)
    const shop = await post.storage.read(post.shopName)
    const language = account.language === null ? undefined : textLanguage([account.language])
    const place = { shop, publicUrl: post.publicUrl, language }
    await post.mailer.send({ to: account.email, reference: `evt_${id}`, ...(await words(place, account, post)) })
  }

type Account = { readonly id: string; readonly email: string; readonly language: string | null }

type Write = (
  place: Parameters<typeof knownAddressLetter>[0],
  account: Account,
  post: Post,
) => Promise<Pick<Letter, 'subject' | 'text' | 'link'>>

const wordsFor: Readonly<Record<string, Write | undefined>> = {
  'account.verification_requested': async (place, { email }, { secret }) => {
    const { proofToken } = await import('./links.ts')
    return verificationLetter(place, await proofToken(secret, { email }))
  },
  'account.registered_again': async place => knownAddressLetter(place),
}

async function accountById(tx: ReadTx, id: string): Promise<Account | undefined> {
  const { accounts } = tables(tx)
  const [row] = await tx.db
    .select({ id: accounts.id, email: accounts.email, language: accounts.language })
    .from(accounts)
    .where(eq(accounts.id, id))
  return row
}
