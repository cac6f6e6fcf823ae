// npm run web:render: product pages rendered on the server, per second of one core. --quick with 1,000 products.
import { guest, openEngine } from '@mitchweb/engine'
import type { Shop } from '@mitchweb/engine/contract'
import { openStorefront } from '@mitchweb/web'
import { generatedShop } from '../../bench/generated-shop.ts'
import { milliseconds, shareTable } from '../../bench/report.ts'

const products = process.argv.includes('--quick') ? 1_000 : 10_000
const pages = 500
const target = 200

const publicUrl = 'http://localhost:3000'

process.stderr.write(`Filling a shop with ${products.toLocaleString('en')} products …\n`)
const goods = await generatedShop(products)
const engine = await openEngine({ database: goods.database, sweepEverySeconds: 0, checkOutput: false })
try {
  const shop = engine.as(guest)
  const spread = Array.from({ length: pages }, (_, index) => goods.handles[(index * 7919) % products]!)
  const [warmUp, measured] = [spread.slice(0, pages / 2), spread.slice(pages / 2)]
  const render = openStorefront()
  const pagesOf = (asked: Shop, handles: readonly string[]) =>
    processorTime(handles, async handle => {
      const address = `${publicUrl}/products/${encodeURIComponent(handle)}`
      const page = await render(new Request(address), {
        shop: asked,
        publicShop: asked,
        payments: engine,
        isSignedIn: false,
        askAccounts: async () => new Response(null, { status: 404 }),
        publicUrl,
        onFault: error => process.stderr.write(`${String(error)}\n`),
      })
      if (page.status !== 200) throw new Error(`${handle} answered ${page.status}.`)
      await page.text()
    })
  await pagesOf(shop, warmUp)
  const first = await pagesOf(shop, measured)
  const again = await pagesOf(shop, measured)
  const known = remembering(shop)
  await pagesOf(known, measured)
  const rendering = await pagesOf(known, measured)
  process.stdout.write(`
Product pages per second of one core, of ${products.toLocaleString('en')} products   target ${target}/s
  seen by somebody within ten minutes   ${rate(again)}
  seen by nobody before                 ${rate(first)}

${shareTable('a product page', [
  { name: 'React, its router and the bytes', milliseconds: rendering, share: rendering / first },
  { name: "the shop's answers", milliseconds: again - rendering, share: (again - rendering) / first },
  { name: 'working out what goes with it', milliseconds: first - again, share: (first - again) / first },
])}

Times are the processor's, ${milliseconds(again)} a page, so that a busy machine counts for nothing.
`)
} finally {
  await engine.close()
  await goods.remove()
}

function rate(each: number): string {
  const perSecond = 1000 / each
  return `${String(Math.round(perSecond)).padStart(5)}/s   ${perSecond >= target ? 'met' : 'short'}`
}

/** Milliseconds of the processor that each takes. */
async function processorTime<T>(list: readonly T[], work: (each: T) => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  for (const each of list) await work(each)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / list.length
}

/** The shop as one that answers at once whatever it was asked before. */
function remembering(shop: Shop): Shop {
  const answers = new Map<string, Promise<unknown>>()
  return Object.fromEntries(
    Object.entries(shop).map(([name, ask]) => [
      name,
      (input: never) => {
        const question = `${name} ${JSON.stringify(input)}`
        const answer = answers.get(question) ?? ask(input)
        answers.set(question, answer)
        return answer
      },
    ]),
  ) as unknown as Shop
}
