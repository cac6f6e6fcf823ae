import { expect, test } from 'vitest'
import { MailSettingsError, readMailSettings } from './mail-settings.ts'

const MAIL_FROM = 'shop@example.com'

test('a shop without a mail server has no settings', () => {
  expect(readMailSettings({})).toBeUndefined()
  expect(readMailSettings({ SMTP_URL: ' ' })).toBeUndefined()
})

test('a password leaves this machine only encrypted', () => {
  const tlsOf = (SMTP_URL: string) => readMailSettings({ SMTP_URL, MAIL_FROM })?.tls
  expect(tlsOf('smtp://ann:secret@mail.example')).toBe('demanded')
  expect(tlsOf('smtps://ann:secret@mail.example')).toBe('at_once')
  expect(tlsOf('smtp://ann:secret@mail.example:465')).toBe('at_once')
  expect(tlsOf('smtp://ann:secret@localhost:1025')).toBe('offered')
  expect(tlsOf('smtp://relay.internal:25')).toBe('offered')
})

test('the server, the login and the sender are taken apart', () => {
  const SMTP_URL = 'smtp://ann%40example.com:p%25ss@mail.example'
  expect(readMailSettings({ SMTP_URL, MAIL_FROM: 'Harbour & Hill <shop@example.com>' })).toMatchObject({
    host: 'mail.example',
    port: 587,
    login: { user: 'ann@example.com', password: 'p%ss' },
    from: { name: 'Harbour & Hill', address: 'shop@example.com' },
  })
  expect(readMailSettings({ SMTP_URL: 'smtps://mail.example', MAIL_FROM })).toMatchObject({
    port: 465,
    login: undefined,
  })
})

test.each([
  [{ MAIL_FROM }, 'MAIL_FROM is set, but SMTP_URL is not'],
  [{ SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM is missing'],
  [{ SMTP_URL: 'https://canary.example', MAIL_FROM }, 'SMTP_URL must be'],
  [{ SMTP_URL: 'smtp://canary.example/inbox', MAIL_FROM }, 'SMTP_URL must be'],
  [{ SMTP_URL: 'canary', MAIL_FROM }, 'SMTP_URL must be'],
  [{ SMTP_URL: 'smtp://ann:canary%zz@mail.example', MAIL_FROM }, 'SMTP_URL holds a %'],
  [{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'canary' }, 'MAIL_FROM must be'],
  [{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'a\nBcc: canary <b@example.com>' }, 'MAIL_FROM must be'],
])('%j is refused by name, and not repeated', (environment, message) => {
  const read = () => readMailSettings(environment)
  expect(read).toThrow(MailSettingsError)
  expect(read).toThrow(message)
  expect(read).not.toThrow('canary')
})
