import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import { randomId } from '../../engine/src/shared/ids.ts'
import { keyPrefix } from '../../engine/src/staff/api-key.ts'
import { aShopWithAccounts } from '../../engine/test/accounts.ts'
import { anAssistant } from '../../engine/test/agents.ts'
import { running } from '../../engine/test/database-rows.ts'
import { onBothDatabases, onSqlite } from '../../engine/test/databases.ts'
import { aFurnishedShop, aProduct } from '../../engine/test/shop.ts'
import { cannedShop } from '../../mcp-server/test/canned-shop.ts'
import { clients } from '../../mcp-server/test/clients.ts'
import { serveMcp } from '../../mcp-server/test/serve-mcp.ts'
import { fakeEngine, memoryLog, serveFake } from '../../rest-api/test/fake-engine.ts'
import { root } from '../root.ts'
import { takeFindings } from './findings.ts'
import { planted, secretsIn } from './kinds.ts'

/** One of each kind, put together here so that no test but these holds one. */
const secrets: Readonly<Record<string, string>> = {
  'card number': '5555555555554444',
  'Stripe key': `sk_live_${'a1'.repeat(12)}`,
  'webhook secret': `whsec_${'b2'.repeat(12)}`,
  'payment token': `spt_${'c3'.repeat(12)}`,
  'client secret': `pi_3abc_secret_${'d4'.repeat(12)}`,
  'API key': `mwk_${'9z'.repeat(20)}`,
  'token of an assistant': `mwt_${'eF'.repeat(16)}`,
  'secret of an application': `mws_${'gH'.repeat(16)}`,
  'gift card code': `gift_${'7k'.repeat(13)}`,
  planted: planted(`canary ${randomUUID()} “of this file”`),
}
const all = Object.values(secrets).join(', ')

/** What the test at hand plants; it is found where the whole run looks, when the test is over and its databases gone. */
let expected: string[] = []
const mustBeFoundIn = (...places: string[]) => {
  expected = places.flatMap(place => Object.entries(secrets).map(([kind, secret]) => `${kind} ${secret} in ${place}`))
}
afterEach(() => {
  const found = takeFindings()
  expect(found).toEqual(expect.arrayContaining(expected))
  expected = []
})

onBothDatabases('Every kind of secret', database => {
  const texts = { 'products.title': all, 'outbox.type': all, 'idempotency.answer': JSON.stringify({ said: all }) }

  test('is found in what a shop keeps: its texts, its events and the answers that it would repeat', async () => {
    const shop = await aFurnishedShop(database)
    await aProduct(shop.staff, 'mug')
    await running(await database.address(), [
      `update products set title = '${texts['products.title']}'`,
      `update outbox set type = '${texts['outbox.type']}', payload = '${JSON.stringify({ deep: [all] })}'`,
      `insert into idempotency (actor_key, operation, key, body_hash, state, answer, created_at, expires_at)
        select 'guest', 'get_cart', 'key', 'hash', 'done', '${texts['idempotency.answer']}', occurred_at, occurred_at
        from outbox limit 1`,
    ])
    mustBeFoundIn('products.title', 'outbox.type', 'outbox.payload', 'idempotency.answer')
  })

  test('is found in what a shop answers in process, and in what went wrong behind its back', async () => {
    const heard = Promise.withResolvers<unknown>()
    const shop = await aFurnishedShop(database, { onError: heard.resolve })
    shop.subscribe(() => {
      throw new Error(all)
    })
    await aProduct(shop.staff, 'mug')
    await heard.promise
    await running(await database.address(), [`update products set title = '${all}'`])
    await shop.guest.getProduct({ catalog: { id: 'mug' } })
    mustBeFoundIn('error of background', 'answer of get_product')
  })
})

describe('Every kind of secret', () => {
  const inFolder = async (work: (file: string) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), 'mitchweb-secrets-'))
    await work(join(folder, 'shop.db')).finally(() => rm(folder, { recursive: true }))
  }

  test('is found in the bytes of any file that is closed, though its row is deleted', () =>
    inFolder(async name => {
      const file = new Database(name)
      file.pragma('journal_mode = wal')
      // The byte before a text tells its length, and may pass for a digit of what the text begins with.
      file.exec(`create table notes (words text); insert into notes values ('Said: ${all}'); delete from notes`)
      expect(file.prepare('select * from notes').all()).toEqual([])
      file.close()
      mustBeFoundIn('the bytes of the database')
    }))

  test('is found in the database of a process, and in each line that it says', () =>
    inFolder(async file => {
      const program = `
        const file = new (require('better-sqlite3'))(process.env.MITCHWEB_DATABASE)
        file.exec(process.env.STATEMENTS)
        console.log(process.env.WORDS), console.error(process.env.WORDS)`
      const child = spawn(process.execPath, ['--eval', program], {
        cwd: root,
        env: {
          MITCHWEB_DATABASE: file,
          STATEMENTS: `create table notes (words text); insert into notes values ('${all}')`,
          WORDS: all,
        },
      })
      let said = ''
      child.stdout.on('data', text => {
        said += text
      })
      await once(child, 'close')
      expect(said).toBe(`${all}\n`)
      mustBeFoundIn('notes.words', `line ${JSON.stringify(all.slice(0, 200))}`)
    }))

  test('is found in the lines of a log', () => {
    const { log, lines } = memoryLog()
    log.info({ note: all }, 'said')
    expect(lines.length).toBe(1)
    expect(takeFindings().length).toBe(Object.keys(secrets).length)
  })

  test('is found in the answers of the gateway: in a body, packed or not, and in a header', async () => {
    const description = 'long enough to be packed '.repeat(99)
    const { engine } = fakeEngine({ get_store: () => ({ name: all, description }) })
    const server = await serveFake(engine)
    const path = '/api/store'
    for (const encoding of ['identity', 'gzip', 'br', 'deflate']) {
      const response = await fetch(`${server.url}${path}?language=${encoding.slice(0, 2)}`, {
        headers: { 'accept-encoding': encoding },
      })
      expect(await response.text()).toContain('long enough')
    }
    const { 'payment token': echoed = '' } = secrets
    await (await fetch(`${server.url}/health`, { headers: { 'x-request-id': echoed } })).text()
    await server.close(0)
    mustBeFoundIn(
      ...['identity', 'gzip', 'br', 'deflate'].map(
        encoding => `the answer to GET ${path}?language=${encoding.slice(0, 2)}`,
      ),
    )
    expected.push(`payment token ${echoed} in the head of the answer to GET /health`)
  })

  test('is found in the answers of the MCP endpoint, of both eras', async () => {
    const shop = cannedShop({ get_store: { name: all } })
    const leaky = await serveMcp({ shopFor: () => shop })
    for (const connect of Object.values(clients)) {
      const client = await connect(leaky)
      const { contents } = await client.raw.readResource({ uri: 'mitchweb://store' })
      expect(JSON.stringify(contents)).toContain('canary')
      await client.close()
    }
    await leaky.close()
    mustBeFoundIn('the answer to POST /mcp')
  })
})

describe('Every credential that the shop gives out', () => {
  const database = onSqlite()

  test('is a secret that is found, as it is really made', async () => {
    const shop = await aShopWithAccounts(database)
    const assistant = anAssistant(shop)
    const { tokens } = await assistant.connects(await shop.joins('ann@example.com'))
    const registered = await assistant.registers({ token_endpoint_auth_method: 'client_secret_post' })
    const { client_secret } = (await registered.json()) as { client_secret: string }
    const found = [tokens.access_token, tokens.refresh_token, client_secret, randomId(keyPrefix, 'key')].map(secretsIn)
    expect(found).toEqual([
      [`token of an assistant ${tokens.access_token}`],
      [`token of an assistant ${tokens.refresh_token}`],
      [`secret of an application ${client_secret}`],
      [expect.stringMatching(/^API key mwk_/)],
    ])
  })
})

describe('No secret', () => {
  test.each([
    ['35605', '2372635605237'],
    ['what begins with gift_', '0'],
  ])('is seen in %j and %j, which lie side by side in a file', async (one, other) => {
    const folder = await mkdtemp(join(tmpdir(), 'mitchweb-secrets-'))
    const file = new Database(join(folder, 'shop.db'))
    file.exec('create table pairs (one text, other text)')
    file.prepare('insert into pairs values (?, ?)').run(one, other)
    file.close()
    await rm(folder, { recursive: true })
    expect(takeFindings()).toEqual([])
  })

  test.each([
    'the barcode 4006381333931, the moment 1772445600000 and the phone +49 301 2345678901',
    'an intent pi_3abc, a session cs_test_a1b2, an order ord_4242424242424242',
    'a gift_card, its kind gift_cards and the rate in ppm_of_it',
    '{"number":4242424242424241}',
    'the amount 9223372036854775808, of which an index keeps 223372036854775808',
    'Invalid API Key provided: sk_test_****1234',
  ])('is seen in %s', text => {
    expect(secretsIn(text)).toEqual([])
  })
})
