// npm run bench:memory [-- CALLS]: the heap of a serving shop over 50,000 MCP calls. Flat means that nothing is kept.
import { startChild } from './child.ts'
import { generatedShop } from './generated-shop.ts'
import { load } from './load.ts'
import { mcpCalls } from './requests.ts'

const calls = Number(process.argv[2] ?? 50_000)
const parts = 10

const goods = await generatedShop(200)
const shop = await startChild('serve-shop.ts', [goods.database])
try {
  const request = mcpCalls(goods.handles)
  // Until everything is compiled and every cache is full, growth means nothing.
  await load(shop.url, request, { requests: Math.ceil(calls / parts) })
  const before = await shop.heapBytes()
  let after = before
  for (let part = 1; part <= parts; part++) {
    await load(shop.url, request, { requests: Math.ceil(calls / parts) })
    after = await shop.heapBytes()
    console.log(`${Math.ceil((calls * part) / parts)} calls: ${megabytes(after)}`)
  }
  const growth = after / before - 1
  console.log(`from ${megabytes(before)} to ${megabytes(after)}: ${(growth * 100).toFixed(1)} % (flat is within 10 %)`)
} finally {
  await shop.stop()
  await goods.remove()
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
