import type { MailSettings } from './mail-settings.ts'
import type { Mailer } from './mailer.ts'

/** Sends letters through a mail server. A server that does not answer costs seconds and not minutes. */
export function smtpMailer(settings: MailSettings): Mailer {
  const { from } = settings
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  let transport: ReturnType<typeof openTransport> | undefined
  return {
    send: async ({ to, subject, text, reference }) => {
      transport ??= openTransport(settings)
      await (await transport).sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        // The same for a letter that goes out twice, so that mailboxes can tell.
        messageId: `<${reference}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
  }
}

async function openTransport({ host, port, tls, login }: MailSettings) {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    host,
    port,
    secure: tls === 'at_once',
    requireTLS: tls === 'demanded',
    ...(login && { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}
