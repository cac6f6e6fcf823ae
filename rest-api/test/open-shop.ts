import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, type EngineOptions, guest, openEngine, system } from '@mitchweb/engine'
import { type AppOptions, type GatewayServer, startServer } from '../src/index.ts'
import { silent } from './fake-engine.ts'

export type OpenShop = {
  readonly engine: Engine
  readonly url: string
  readonly server: GatewayServer
  /** Variant ids by sku. */
  readonly variants: Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

type Wanted = {
  readonly titles?: readonly string[]
  readonly options?: Partial<AppOptions>
  readonly engine?: Partial<EngineOptions>
}

/** A small real shop on a file of its own and a port of its own: three mugs, one way of delivery, one code. */
export async function openShop({ titles = [], options = {}, engine: wishes = {} }: Wanted = {}): Promise<OpenShop> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-rest-'))
  const engine = await openEngine({ database: join(folder, 'shop.db'), publicUrl: 'http://shop.example', ...wishes })
  await stock(engine, titles)
  const server = await startServer({ engine, log: silent, limits: false, port: 0, ...options })
  const variants = await variantsBySku(engine, 3 + titles.length)
  return {
    engine,
    url: server.url,
    server,
    variants,
    close: async () => {
      await server.close(0)
      await engine.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function variantsBySku(engine: Engine, count: number): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (let index = 0; index < count; index++) {
    const { product } = await engine.as(guest).getProduct({ catalog: { id: `mug-${index}` } })
    found[`MUG-${index}`] = product.variants[0]?.id ?? ''
  }
  return found
}

async function stock(engine: Engine, titles: readonly string[]): Promise<void> {
  const shop = engine.as(system)
  await shop.saveStore({
    store: {
      name: 'Harbour & Hill',
      description: 'Cups that outlive their kitchen.',
      default_currency: 'EUR',
      currencies: ['EUR'],
      default_country: 'DE',
      prices_include_tax: true,
    },
  })
  await shop.saveTaxRate({ tax_rate: { title: 'VAT 19 %', country: 'DE', rate_ppm: 190_000 } })
  await shop.savePromotion({ promotion: { code: 'WELCOME10', title: 'Welcome', rate_ppm: 100_000 } })
  await shop.saveShippingRate({
    shipping_rate: {
      title: 'Standard',
      countries: ['DE'],
      prices: [{ currency: 'EUR', amount: 490 }],
      minimum_days: 2,
      maximum_days: 4,
    },
  })
  await shop.savePolicy({
    policy: {
      slug: 'returns',
      kind: 'refund_policy',
      title: 'Returns',
      body: '# Returns\n\n## Thirty days\n\nSend it back <b>unused</b>.\n\n- [Ask us](mailto:us@shop.example)',
    },
  })
  const mugs = ['Blue mug', 'Red mug', 'Last mug', ...titles]
  await shop.importProducts({ products: mugs.map((title, index) => productOf(title, index)) })
}

const productOf = (title: string, index: number) => ({
  title,
  handle: `mug-${index}`,
  categories: ['Kitchen > Mugs'],
  variants: [
    {
      sku: `MUG-${index}`,
      prices: [{ currency: 'EUR', amount: 1500 + index * 100 }],
      stock: { on_hand: index === 2 ? 1 : 100, tracked: true, backorder: false },
    },
  ],
})

export const ann = {
  email: 'ann@example.com',
  first_name: 'Ann',
  last_name: 'Lee',
  street_address: 'Lindenstraße 4',
  postal_code: '10969',
  address_locality: 'Berlin',
  address_country: 'DE',
}
