import { operationByName } from '@mitchweb/engine/contract'
import { encode } from 'gpt-tokenizer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instructions } from '../src/instructions.ts'
import { fullSchemas, type JsonSchema } from '../src/tool-schemas.ts'
import { toolTable } from '../src/tool-table.ts'
import { cannedShop } from './canned-shop.ts'
import { type AnyClient, clients } from './clients.ts'
import { type ServedMcp, serveMcp } from './serve-mcp.ts'

let served: ServedMcp
const open: AnyClient[] = []

beforeAll(async () => {
  const shop = cannedShop()
  served = await serveMcp({ shopFor: () => shop })
})
afterAll(async () => {
  for (const client of open) await client.close()
  await served.close()
})

async function listedBy(name: keyof typeof clients) {
  const client = await clients[name]!(served)
  open.push(client)
  return (await client.raw.listTools()).tools
}

const tokens = (value: unknown) => encode(JSON.stringify(value)).length

describe('the tools that a shopper’s model sees', () => {
  test('are the fifteen of the shop, as their snapshot has them', async () => {
    const tools = await listedBy('client 2.x, pinned to 2026-07-28')
    expect(tools).toHaveLength(15)
    await expect(JSON.stringify(tools, null, 2)).toMatchFileSnapshot('tools-list.snap')
  })

  test('are the same for clients of the older era', async () => {
    const modern = await listedBy('client 2.x, pinned to 2026-07-28')
    const names = (tools: typeof modern) =>
      tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))
    expect(names(await listedBy('sdk 1.x'))).toEqual(names(modern))
  })

  test('cost at most 3,500 tokens of what a model reads, and 5,000 with everything', async () => {
    const tools = await listedBy('client 2.x, pinned to 2026-07-28')
    const visible = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))
    expect(tools.length).toBeLessThanOrEqual(15)
    expect(tokens(visible)).toBeLessThanOrEqual(3500)
    expect(tokens(tools)).toBeLessThanOrEqual(5000)
  })

  test('have a title, an output schema and hints that follow from the contract', async () => {
    for (const tool of await listedBy('client 2.x, pinned to 2026-07-28')) {
      const operation = operationByName.get(tool.name)!
      expect(tool.title).toBe(operation.title)
      expect(tool.outputSchema?.required).toContain('ucp')
      expect(tool.annotations?.readOnlyHint, tool.name).toBe(operation.effect === 'read')
      expect(tool.annotations?.openWorldHint, tool.name).toBe(operation.effect === 'charge')
      if (operation.effect === 'charge') expect(tool.annotations?.destructiveHint).toBe(true)
      if (tool.name.startsWith('cancel_'))
        expect(tool.annotations).toMatchObject({ destructiveHint: true, idempotentHint: true })
    }
  })
})

describe('the wording', () => {
  test.each(toolTable.map(row => [row.name, row] as const))('of %s fits the contract', (name, row) => {
    const operation = operationByName.get(name)!
    expect(row.description.split(/\s+/).length).toBeLessThanOrEqual(60)
    expect(operation.input.safeParse(row.example).error?.issues ?? []).toEqual([])
    const known = pathsIn(fullSchemas(operation).input)
    const worded = [...(row.hide ?? []), ...Object.keys(row.describe ?? {})]
    expect(worded.filter(path => !known.has(path))).toEqual([])
  })

  test('of the instructions is short', () => {
    expect(instructions.split(/\s+/).length).toBeLessThanOrEqual(150)
  })
})

test('a read-only server has no tool that changes anything', async () => {
  const shop = cannedShop()
  const readOnly = await serveMcp({ shopFor: () => shop, readOnly: true })
  const client = await clients['sdk 1.x']!(readOnly)
  const { tools } = await client.raw.listTools()
  expect(tools.length).toBeGreaterThan(0)
  expect(tools.every(({ name }) => operationByName.get(name)?.effect === 'read')).toBe(true)
  await client.close()
  await readOnly.close()
})

function pathsIn(schema: JsonSchema, at = '', found = new Set<string>()): Set<string> {
  for (const part of [schema, ...((schema.anyOf ?? []) as JsonSchema[])]) {
    if (part.items) pathsIn(part.items as JsonSchema, at, found)
    for (const [name, field] of Object.entries((part.properties ?? {}) as Record<string, JsonSchema>)) {
      const path = at === '' ? name : `${at}.${name}`
      found.add(path)
      pathsIn(field, path, found)
    }
  }
  return found
}
