import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { folderMailer, type Mailer, mailFolderOf, readMailSettings, smtpMailer } from '../src/index.ts'
import { password } from './accounts.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop } from './shop.ts'

type Received = { readonly from: string; readonly to: readonly string[]; readonly text: string }

/** A real mail server on this machine, which refuses as many letters as it is told to before it takes one. */
async function aMailServer({ refusals = 0 } = {}) {
  const received: Received[] = []
  let left = refusals
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password: given }, _session, done) =>
      username === 'shop' && given === 'let me in' ? done(null, { user: 'shop' }) : done(new Error('no')),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = []
      stream.on('data', part => parts.push(part))
      stream.on('end', () => {
        left -= 1
        if (left >= 0) return done(Object.assign(new Error('come back later'), { responseCode: 451 }))
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        received.push({
          from,
          to: envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString(),
        })
        done()
      })
    },
  })
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>(resolve => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  const settings = readMailSettings({
    SMTP_URL: `smtp://shop:let%20me%20in@127.0.0.1:${port}`,
    MAIL_FROM: 'Mug shop <shop@example.com>',
  })
  return { received, mailer: smtpMailer(settings!) }
}

const signsUp = (shop: Awaited<ReturnType<typeof aFurnishedShop>>, form: object) =>
  shop.accounts.handle(
    new Request('https://shop.test/api/auth/sign-up/email', {
      method: 'POST',
      headers: { origin: 'https://shop.test', 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ann', email: 'ann@example.com', password, ...form }),
    }),
    { address: '192.0.2.1' },
  )

onBothDatabases('A letter', database => {
  const open = (mailer: Mailer, onError: (error: unknown) => void = () => {}) =>
    aFurnishedShop(database, { mailer, clock: () => new Date(), deriveKey: async text => Buffer.from(text), onError })

  test('goes through a mail server that asks for a login, in the reader’s language, with a whole link', async () => {
    const { received, mailer } = await aMailServer()
    await signsUp(await open(mailer), { language: 'de' })
    const letter = await vi.waitFor(() => received[0] ?? Promise.reject(new Error('no letter yet')), 5000)
    expect(letter).toMatchObject({ from: 'shop@example.com', to: ['ann@example.com'] })
    expect(letter.text).toMatch(/^From: Mug shop <shop@example.com>\r$/m)
    expect(letter.text).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    const body = letter.text.replace(/=\r\n/g, '').replace(/=3D/g, '=')
    expect(body).toMatch(/https:\/\/shop\.test\/account\/verify\?token=[\w.-]{80,}/)
    expect(body).toContain('Guten Tag')
  })

  test('that the server did not take is sent again', async () => {
    const { received, mailer } = await aMailServer({ refusals: 1 })
    const faults: unknown[] = []
    const shop = await open(mailer, error => faults.push(error))
    await signsUp(shop, {})
    await vi.waitFor(() => expect(faults).toHaveLength(1), 5000)
    expect(received).toEqual([])
    await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 15_000, interval: 200 })
  })

  test('is written into a folder for its owner’s eyes, where there is no server', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'mitchweb-mail-')), 'mail')
    onTestFinished(() => rm(folder, { recursive: true }))
    const told: (string | undefined)[] = []
    await signsUp(await open(folderMailer({ folder, onLetter: ({ link }) => told.push(link) })), {})
    await vi.waitFor(() => expect(told).toHaveLength(1), 5000)
    const [name = ''] = await readdir(folder)
    const text = await readFile(join(folder, name), 'utf8')
    expect(text).toMatch(/^To: ann@example.com\nSubject: Confirm your e-mail address for .+\n\nHello,/)
    expect(text).toContain(told[0])
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
  })
})

test('letters of a shop on a file lie beside it', () => {
  expect(mailFolderOf('/srv/shop/shop.db')).toBe('/srv/shop/mail')
  expect(mailFolderOf('postgres://shop@db.example/shop')).toBe('data/mail')
})
