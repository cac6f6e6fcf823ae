// npm run web:lighthouse: what Lighthouse thinks of the demo shop's pages, on a phone and on a desk. With words behind it
// only the pages whose names hold one of them: npm run web:lighthouse -- cart checkout
import lighthouse, { type Config, desktopConfig, type Result } from 'lighthouse'
import { aligned } from '../../bench/report.ts'
import { listen } from '../../rest-api/src/server.ts'
import { boughtPages, cookieOfCart } from './bought-pages.ts'
import { type DemoShop, openDemoShop } from './demo-shop.ts'

const target = 0.95
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
/** Held by whoever has the address or the cookie: search engines are told to stay out, which is no fault. */
const hidden = { settings: { skipAudits: ['is-crawlable'] } }

type Visited = { readonly name: string; readonly path: string; readonly cookie?: string; readonly isHidden?: boolean }

const door = await listen({ port: 0, host: '127.0.0.1' })
const { port } = door
await door.close()
const shop = await openDemoShop({ flags: [`--remote-debugging-port=${port}`] })
try {
  const wanted = process.argv.slice(2)
  const pages = (await visited(shop)).filter(({ name }) => wanted.length === 0 || wanted.some(w => name.includes(w)))
  const rows: string[][] = [['', '', ...categories]]
  const faults: string[] = []
  for (const page of pages) {
    for (const [form, config] of [
      ['phone', undefined],
      ['desk', desktopConfig],
    ] as const) {
      const result = await judged(page, config)
      rows.push([page.name, form, ...categories.map(category => scoreText(result.categories[category]?.score))])
      faults.push(...faultsOf(result).map(fault => `${page.name}, ${form}: ${fault}`))
    }
  }
  process.stdout.write(`\n${aligned(rows)}\n\nWanted: ${target * 100} of each. Search is judged without "is-crawlable" on \
pages that search engines are told to leave alone.\n${faults.map(fault => `  ${fault}\n`).join('')}`)
} finally {
  await shop.close()
}

async function visited(of: DemoShop): Promise<Visited[]> {
  const bought = await boughtPages(of)
  const cookie = await cookieOfCart(of)
  return [
    { name: 'home', path: '/' },
    { name: 'category', path: '/categories/kitchen' },
    { name: 'search', path: '/search?q=lamp', isHidden: true },
    { name: 'product', path: '/products/heron-desk-lamp' },
    { name: 'cart', path: '/cart', cookie, isHidden: true },
    { name: 'checkout', path: bought.checkout, isHidden: true },
    { name: 'payment', path: bought.payment, isHidden: true },
    { name: 'order', path: bought.order, isHidden: true },
    { name: 'sign-in', path: '/account/sign-in', isHidden: true },
  ]
}

async function judged({ path, cookie, isHidden }: Visited, look: Config | undefined): Promise<Result> {
  const settings = { ...look?.settings, ...(isHidden && hidden.settings) }
  const skipAudits = [...(look?.settings?.skipAudits ?? []), ...(isHidden ? hidden.settings.skipAudits : [])]
  const ran = await lighthouse(
    shop.url + path,
    { port, logLevel: 'error', onlyCategories: [...categories], ...(cookie && { extraHeaders: { Cookie: cookie } }) },
    { extends: 'lighthouse:default', settings: { ...settings, skipAudits } },
  )
  if (!ran || ran.lhr.runtimeError) throw new Error(`${path}: ${ran?.lhr.runtimeError?.message ?? 'no answer'}`)
  return ran.lhr
}

function scoreText(score: number | null | undefined): string {
  return score == null ? '?' : `${Math.round(score * 100)}${score >= target ? '' : ' short'}`
}

/** The audits that count and were not passed. */
function faultsOf({ categories: judgedBy, audits }: Result): string[] {
  return Object.values(judgedBy).flatMap(({ title, auditRefs }) =>
    auditRefs.flatMap(({ id, weight }) => {
      const audit = audits[id]
      const isFault = weight > 0 && audit?.score != null && audit.score < 0.9
      return isFault ? [`${title}: ${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ''}`] : []
    }),
  )
}
