import { folderMailer, type Mailer, type MailSettings, mailFolderOf, smtpMailer } from '@mitchweb/engine'

type Wanted = {
  readonly mail: MailSettings | undefined
  readonly database: string
  readonly demo: boolean
}

/** How letters leave the shop: through a mail server, or, to try the shop, into a folder and onto the terminal. */
export function openMail({ mail, database, demo }: Wanted): Mailer {
  if (mail) return smtpMailer(mail)
  // Links give access, so a shop that is more than a demo keeps them off its terminal, which may be a log.
  const onLetter = demo ? tellLetter : undefined
  return folderMailer({ folder: mailFolderOf(database), ...(onLetter && { onLetter }) })
}

const tellLetter: NonNullable<Parameters<typeof folderMailer>[0]['onLetter']> = ({ to, subject, link }, file) => {
  process.stdout.write(`\n  Letter to ${to}: ${subject}\n${link ? `  ${link}\n` : ''}  (whole in ${file})\n`)
}

/** For who reads where the shop's letters go. */
export const mailLine = ({ mail, database }: Omit<Wanted, 'demo'>): string =>
  mail ? `sent through ${mail.host}` : `written to ${mailFolderOf(database)}; SMTP_URL sends it`
