import { describe, expect, onTestFinished, test } from 'vitest'
import { onSqlite } from '../../engine/test/databases.ts'
import { aFurnishedShop } from '../../engine/test/shop.ts'
import { openAdminMcp, openMcp } from '../../rest-api/src/commands/open-mcp.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'

describe('An assistant that runs in a browser', () => {
  const database = onSqlite()

  async function aServedShop() {
    const shop = await aFurnishedShop(database)
    const [mcp, adminMcp] = [await openMcp(shop, silent), await openAdminMcp(shop, silent)]
    const server = await startServer({ engine: shop, mcp, adminMcp, log: silent, limits: false, port: 0 })
    onTestFinished(async () => {
      await Promise.all([mcp.close(), adminMcp.close()])
      await server.close(0)
    })
    const asks = (path: string, origin: string, headers: object = {}) =>
      fetch(server.url + path, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', ...headers },
      })
    const calls = (path: string, origin: string, name: string) =>
      fetch(server.url + path, {
        method: 'POST',
        headers: {
          origin,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'mcp-protocol-version': '2025-11-25',
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } }),
      })
    return { asks, calls }
  }

  const named = (response: Response, header: string) => (response.headers.get(header) ?? '').toLowerCase().split(', ')

  test.each(['/mcp', '/admin/mcp'])('is let in at %s from this machine and from the shop’s own host', async path => {
    const { asks, calls } = await aServedShop()
    for (const origin of ['http://localhost:6274', 'http://127.0.0.1:5173', 'https://shop.test']) {
      const preflight = await asks(path, origin)
      expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin])
      expect(named(preflight, 'access-control-allow-methods')).toEqual(['get', 'post', 'delete'])
      expect(named(preflight, 'access-control-allow-headers')).toEqual(
        expect.arrayContaining([
          'authorization',
          'content-type',
          'mcp-protocol-version',
          'mcp-session-id',
          'mcp-method',
        ]),
      )
      const refused = await calls(path, origin, 'list_orders')
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, origin])
      expect(named(refused, 'access-control-expose-headers')).toEqual(
        expect.arrayContaining(['www-authenticate', 'mcp-session-id', 'retry-after']),
      )
      expect(refused.headers.get('access-control-allow-credentials')).toBeNull()
      expect(named(refused, 'vary')).toContain('origin')
    }
  })

  test.each(['https://thief.example', 'null', 'http://localhost.thief.example', 'http://shop.test.thief.example'])(
    'is not let in from %s',
    async origin => {
      const { asks, calls } = await aServedShop()
      for (const path of ['/mcp', '/admin/mcp']) {
        const answers = [await asks(path, origin), await calls(path, origin, 'search_catalog')]
        for (const answer of answers) {
          expect(answer.ok).toBe(false)
          expect(answer.headers.get('access-control-allow-origin')).toBeNull()
        }
      }
    },
  )
})
