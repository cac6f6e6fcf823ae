import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import type { Tx } from '../storage/index.ts'
import { tablesOf } from '../storage/query.ts'
import { pruneAgents } from './agent-records.ts'
import { oauthTables } from './oauth-tables.ts'

const tables = tablesOf(oauthTables)
const now = new Date('2026-11-26T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

const addClient = (tx: Tx, clientId: string, updatedAt: Date) =>
  tx.db.insert(tables(tx).oauthClients).values({ id: clientId, clientId, redirectUris: [], updatedAt })

onBothDatabases(database => {
  test('an application that nobody has let in is forgotten after thirty days', async () => {
    const storage = await database.open({ clock: () => now })
    await storage.write(async tx => {
      await addClient(tx, 'new', daysAgo(29))
      await addClient(tx, 'old', daysAgo(31))
      await addClient(tx, 'let in', daysAgo(400))
      const consent = { id: 'con', clientId: 'let in', userId: 'acc', scopes: [], createdAt: now, updatedAt: now }
      await tx.db.insert(tables(tx).oauthConsents).values(consent)
    })
    await storage.write(pruneAgents)
    const left = await storage.read(async tx => await tx.db.select().from(tables(tx).oauthClients))
    expect(left.map(({ clientId }) => clientId).sort()).toEqual(['let in', 'new'])
  })

  test('of applications that wait to be let in, ten thousand are kept: the newest', async () => {
    const storage = await database.open({ clock: () => now })
    const waiting = Array.from({ length: 10_003 }, (_, index) => ({
      id: `app_${index}`,
      clientId: `app_${index}`,
      redirectUris: [],
      updatedAt: new Date(now.getTime() - index * 1000),
    }))
    await storage.write(async tx => {
      for (let from = 0; from < waiting.length; from += 500) {
        await tx.db.insert(tables(tx).oauthClients).values(waiting.slice(from, from + 500))
      }
    })
    await storage.write(pruneAgents)
    const left = await storage.read(async tx => await tx.db.select().from(tables(tx).oauthClients))
    expect(left).toHaveLength(10_000)
    expect(left.some(({ clientId }) => ['app_10000', 'app_10001', 'app_10002'].includes(clientId))).toBe(false)
  })

  test('a token that is over is forgotten', async () => {
    const storage = await database.open({ clock: () => now })
    const token = (id: string, expiresAt: Date) => ({
      id,
      token: id,
      clientId: 'app',
      userId: 'acc',
      scopes: [],
      createdAt: now,
      expiresAt,
    })
    await storage.write(async tx => {
      for (const table of [tables(tx).oauthAccessTokens, tables(tx).oauthRefreshTokens]) {
        await tx.db.insert(table).values([token('over', daysAgo(1)), token('living', daysAgo(-1))])
      }
    })
    await storage.write(pruneAgents)
    for (const name of ['oauthAccessTokens', 'oauthRefreshTokens'] as const) {
      const left = await storage.read(async tx => await tx.db.select().from(tables(tx)[name]))
      expect(
        left.map(({ id }) => id),
        name,
      ).toEqual(['living'])
    }
  })
})
