import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Letter, Mailer } from './mailer.ts'

export type MailFolder = {
  readonly folder: string
  /** Hears of each letter once it is written: its link gives access, so it is for the eyes of who runs the shop. */
  readonly onLetter?: (letter: Letter, file: string) => void
}

/** Writes letters into a folder instead of sending them: to try a shop without a mail server. */
export const folderMailer = ({ folder, onLetter = () => {} }: MailFolder): Mailer => ({
  send: async letter => {
    const { to, subject, text, reference } = letter
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = join(folder, `${reference.replace(/[^\w-]/g, '_')}.txt`)
    await writeFile(file, `To: ${to}\nSubject: ${subject}\n\n${text}`, { mode: 0o600 })
    onLetter(letter, file)
  },
})

/** Where letters of a shop are written: beside its file, or in the folder's `data` where it has none. */
export const mailFolderOf = (database: string): string =>
  join(database.includes('://') ? 'data' : dirname(database), 'mail')
