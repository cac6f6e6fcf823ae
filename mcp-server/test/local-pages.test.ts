import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterEach, beforeEach, expect, test } from 'vitest'

const command = join(import.meta.dirname, '../bin/mitchweb-mcp.mjs')

let folder: string
const clients: Client[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-stdio-'))
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.close()))
  await rm(folder, { recursive: true, force: true })
})

async function connected(): Promise<Client> {
  const client = new Client({ name: 'someone', version: '1' })
  clients.push(client)
  const env = { PATH: process.env.PATH ?? '', MITCHWEB_DATABASE: join(folder, 'shop.db') }
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [command], env, stderr: 'ignore' }))
  return client
}

async function call(client: Client, name: string, args: Record<string, unknown>) {
  const { structuredContent, isError, content } = await client.callTool({ name, arguments: args })
  if (isError) throw new Error(JSON.stringify(content))
  return structuredContent as {
    id: string
    continue_url: string
    products: { variants: { id: string }[] }[]
    line_items: unknown[]
  }
}

test('the page where a person pays is there although nobody runs a server', async () => {
  const client = await connected()
  const { products } = await call(client, 'search_catalog', { catalog: { query: 'mug' } })
  const checkout = await call(client, 'create_checkout', {
    checkout: { line_items: [{ item: { id: products[0]!.variants[0]!.id }, quantity: 1 }] },
  })
  const page = await fetch(checkout.continue_url)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Checkout')
})

test('a second client on the same file shops in the same shop', async () => {
  const [first, second] = [await connected(), await connected()]
  const { products } = await call(first, 'search_catalog', { catalog: { query: 'mug' } })
  const cart = await call(second, 'create_cart', {
    cart: { line_items: [{ item: { id: products[0]!.variants[0]!.id }, quantity: 1 }] },
  })
  expect((await call(first, 'get_cart', { id: cart.id })).line_items).toEqual(cart.line_items)
})
