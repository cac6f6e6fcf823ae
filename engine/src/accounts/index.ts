/** Who signs in here: people's accounts, their sessions and how they prove to be who they are. */
export { type Accounts, type AccountsOptions, openAccounts } from './accounts.ts'
export { folderMailer, mailFolderOf } from './folder-mailer.ts'
export { type MailSettings, MailSettingsError, readMailSettings } from './mail-settings.ts'
export type { Letter, Mailer } from './mailer.ts'
export type { DeriveKey } from './passwords.ts'
export { accountPersonalData, knownByAccount } from './personal-data.ts'
export { smtpMailer } from './smtp-mailer.ts'
