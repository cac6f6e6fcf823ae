// npm run bench: speed as ratios, each against its baseline in the same run. --quick for a minute, --json for programs.
import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { guest, openEngine } from '@mitchweb/engine'
import { httpClient } from '@mitchweb/rest-api/client'
import { bareOrdersPerSecond } from './bare-commits.ts'
import { startChild } from './child.ts'
import { coldStart } from './cold-start.ts'
import { generatedShop } from './generated-shop.ts'
import { compared, type Request } from './load.ts'
import { searchWords } from './products.ts'
import { type Purchases, purchases } from './purchases.ts'
import { replayedOrdersPerSecond } from './replayed-writes.ts'
import { milliseconds, perSecond, type Row, type Share, shareTable, table } from './report.ts'
import { eachAnew, mcpCalls, productPages, searches } from './requests.ts'
import { type Step, steps } from './stopwatch.ts'

const isQuick = process.argv.includes('--quick')
const size = isQuick
  ? { products: 1_000, seconds: 2, rounds: 1, starts: 3 }
  : { products: 10_000, seconds: 4, rounds: 3, starts: 7 }
const buyers = 16

const legend = `A checkout call is one of the three that an order takes: create, update and complete, each answered once it is on disk.
A bare order is a row and its two lines, nothing priced or checked. Pages are asked for 200 or 7 times over, as by a crowd, or
each with a postal code of its own.`

const say = (text: string): void => void process.stderr.write(`${text}\n`)

say(`Filling a shop with ${size.products.toLocaleString('en')} products …`)
const goods = await generatedShop(size.products)
try {
  const rows = [...(await doors()), ...(await insideEngine()), await start()]
  const shares = stepsOfPerform()
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ ...size, rows, shares }, null, 2)}\n`)
  else process.stdout.write(`\n${table(rows)}\n\n${legend}\n\n${shareTable('a checkout call of one buyer', shares)}\n`)
} finally {
  await goods.remove()
}

async function doors(): Promise<Row[]> {
  const shop = await startChild('serve-shop.ts', [copyOfShop('served')])
  try {
    return [
      await page('product page', shop.url, productPages(goods.handles), 'express'),
      await page('product page nobody else asks for', shop.url, eachAnew(productPages(goods.handles)), 'express'),
      await page('search', shop.url, searches, 'express'),
      await page('search nobody else asks for', shop.url, eachAnew(searches), 'express'),
      await page('MCP tools/call', shop.url, mcpCalls(goods.handles), 'node'),
      await checkoutOverRest(shop.url),
    ]
  } finally {
    await shop.stop()
  }
}

async function page(name: string, shopUrl: string, request: Request, bare: 'express' | 'node'): Promise<Row> {
  say(`${name} …`)
  const { seconds, rounds } = size
  const { measured, baseline, ratio } = await compared({
    shopUrl,
    request,
    bare,
    folder: goods.folder,
    seconds,
    rounds,
  })
  const text = ({ perSecond: rate, p50, p95 }: typeof measured) =>
    `${perSecond(rate)}, p50 ${milliseconds(p50)}, p97.5 ${milliseconds(p95)}`
  return {
    name: `${name} against bare ${bare === 'node' ? 'node:http' : 'express'}`,
    measured: text(measured),
    baseline: text(baseline),
    ratio,
    ...(bare === 'express' && { target: { text: '≥ 50 %', met: ratio >= 0.5 } }),
  }
}

async function checkoutOverRest(url: string): Promise<Row> {
  say('checkout over REST …')
  const grouped = bareOrdersPerSecond(goods.folder, { perCommit: buyers, seconds: size.seconds })
  const done = await purchases(httpClient(url), goods, { buyers, seconds: size.seconds })
  return {
    name: `checkout calls over REST against bare orders, ${buyers} a commit`,
    measured: bought(done),
    baseline: perSecond(grouped),
    ratio: done.callsPerSecond / grouped,
  }
}

async function insideEngine(): Promise<Row[]> {
  const engine = await openEngine({ database: copyOfShop('engine'), checkOutput: false })
  try {
    const shop = engine.as(guest)
    say('search in the engine …')
    const searched = await medianTime(200 * size.rounds, index =>
      shop.searchCatalog({ catalog: { query: searchWords[index % searchWords.length]! } }),
    )
    const read = await medianTime(200 * size.rounds, () => shop.getStore({}))
    say('checkout in the engine …')
    const { seconds } = size
    await purchases(shop, goods, { buyers, seconds: 1 })
    const grouped = bareOrdersPerSecond(goods.folder, { perCommit: buyers, seconds })
    const alone = bareOrdersPerSecond(goods.folder, { perCommit: 1, seconds })
    const replayed = await replayedOrdersPerSecond(goods, { perCommit: buyers })
    const crowd = await purchases(shop, goods, { buyers, seconds })
    const one = await purchases(shop, goods, { buyers: 1, seconds })
    return [
      {
        name: 'search p50 in the engine against the least read',
        measured: milliseconds(searched),
        baseline: milliseconds(read),
        ratio: searched / read,
        target: { text: '≤ 5 ms', met: searched <= 5 },
      },
      {
        name: `checkout calls of ${buyers} buyers against bare orders, ${buyers} a commit`,
        measured: bought(crowd),
        baseline: perSecond(grouped),
        ratio: crowd.callsPerSecond / grouped,
        target: { text: '≥ 50 %', met: crowd.callsPerSecond / grouped >= 0.5 },
      },
      {
        name: `orders of ${buyers} buyers against their own ${replayed.writesEach.toFixed(1)} writes each by the bare driver`,
        measured: perSecond(crowd.ordersPerSecond),
        baseline: perSecond(replayed.ordersPerSecond),
        ratio: crowd.ordersPerSecond / replayed.ordersPerSecond,
      },
      {
        name: 'checkout calls of one buyer against bare orders, a commit each',
        measured: bought(one),
        baseline: perSecond(alone),
        ratio: one.callsPerSecond / alone,
      },
    ]
  } finally {
    await engine.close()
  }
}

async function start(): Promise<Row> {
  say('start of mitchweb-mcp …')
  const { measured, baseline } = await coldStart(copyOfShop('started'), size.starts)
  return {
    name: 'mitchweb-mcp, spawn to first answer, against node -e 0',
    measured: milliseconds(measured),
    baseline: milliseconds(baseline),
    ratio: measured / baseline,
    target: { text: '≤ 500 ms', met: measured <= 500 },
  }
}

/** Where the time of a checkout call goes, in a process of its own that has clocks around the steps. */
function stepsOfPerform(): Share[] {
  say('the steps of perform …')
  const args = [copyOfShop('steps'), goods.variantId, goods.shippingRateId, String(size.seconds)]
  const file = join(import.meta.dirname, 'perform-steps.ts')
  const printed = execFileSync(process.execPath, ['--conditions=mitchweb-src', file, ...args], { encoding: 'utf8' })
  const { spent, total, callsPerSecond } = JSON.parse(printed) as {
    spent: Record<Step, number>
    total: number
    callsPerSecond: number
  }
  const calls = callsPerSecond * size.seconds
  return steps.map(name => ({
    name: name === 'check' ? 'check, which a shop in operation leaves out' : name,
    milliseconds: spent[name] / calls,
    share: spent[name] / total,
  }))
}

/** Each process gets a file of its own, as filled. */
function copyOfShop(name: string): string {
  const copy = join(goods.folder, `${name}.db`)
  cpSync(goods.database, copy)
  return copy
}

function bought({ callsPerSecond, ordersPerSecond, p50 }: Purchases): string {
  return `${perSecond(callsPerSecond)} (${perSecond(ordersPerSecond)} orders), p50 ${milliseconds(p50)}`
}

async function medianTime(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    const began = performance.now()
    await work(index)
    times.push(performance.now() - began)
  }
  return times.sort((a, b) => a - b)[Math.floor(count / 2)]!
}
