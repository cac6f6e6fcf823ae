import { CommerceError, operationByName, type Shop } from '@mitchweb/engine/contract'
import {
  type CacheHint,
  type McpServer,
  type ReadResourceResult,
  ResourceNotFoundError,
  ResourceTemplate,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { cleaned, oneLine, shortened } from './clean-text.ts'
import { categoryHandles, policySlugs, productIds } from './completions.ts'
import { leanViews } from './lean-views.ts'
import { fullSchemas } from './tool-schemas.ts'
import { toolTable } from './tool-table.ts'

type ShopOf = (ctx: ServerContext) => Shop

/** What a person may attach to a conversation. The same engine answers, so the same rules of ownership hold as for tools. */
export function registerResources(server: McpServer, shop: Shop, shopOf: ShopOf): void {
  server.registerResource(
    'store',
    'mitchweb://store',
    {
      title: 'The store',
      description: 'Name, what it sells, currencies and whether prices include tax.',
      mimeType: 'application/json',
      cacheHint: shopWide,
    },
    (uri, ctx) => answer(uri, () => shopOf(ctx).getStore({})),
  )
  for (const row of templates(shop)) registerTemplate(server, row, shopOf)
}

type TemplateRow = {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly variable: string
  readonly cacheHint: CacheHint
  readonly complete?: (value: string) => Promise<string[]> | string[]
  readonly read: (shop: Shop, key: string) => Promise<unknown>
  readonly mimeType?: string
}

const shopWide: CacheHint = { ttlMs: 60_000, cacheScope: 'public' }
const ofOneBuyer: CacheHint = { ttlMs: 0, cacheScope: 'private' }

const templates = (shop: Shop): readonly TemplateRow[] => [
  {
    name: 'products',
    title: 'Product',
    description: 'One product with its options and variants, by id or handle.',
    variable: 'id',
    cacheHint: shopWide,
    complete: value => productIds(shop, value),
    read: async (of, id) => leanViews.get_product(await of.getProduct({ catalog: { id } })),
  },
  {
    name: 'categories',
    title: 'Category',
    description: 'The first products of a category, by its handle.',
    variable: 'handle',
    cacheHint: shopWide,
    complete: value => categoryHandles(shop, value),
    read: readCategory,
  },
  {
    name: 'policies',
    title: 'Store policy',
    description: 'One page of the shop’s policies, whole.',
    variable: 'slug',
    cacheHint: shopWide,
    complete: value => policySlugs(shop, value),
    read: (of, slug) => of.getPolicy({ slug }),
  },
  {
    name: 'carts',
    title: 'Cart',
    description: 'A cart by its id, with today’s prices.',
    variable: 'id',
    cacheHint: ofOneBuyer,
    read: (of, id) => of.getCart({ id }),
  },
  {
    name: 'checkouts',
    title: 'Checkout',
    description: 'A checkout by its id, with its status.',
    variable: 'id',
    cacheHint: ofOneBuyer,
    read: (of, id) => of.getCheckout({ id }),
  },
  {
    name: 'orders',
    title: 'Order',
    description: 'An order by its id: lines, shipments, refunds. Subscribe to learn of shipments.',
    variable: 'id',
    cacheHint: ofOneBuyer,
    read: (of, id) => of.getOrder({ id }),
  },
  {
    name: 'schemas',
    title: 'Schema of a tool',
    description: 'Input and output of a tool in full, as JSON Schema.',
    variable: 'name',
    cacheHint: { ttlMs: 3_600_000, cacheScope: 'public' },
    complete: value => toolTable.map(({ name }) => name).filter(name => name.startsWith(value)),
    read: async (_, name) => schemasOf(name),
  },
]

function registerTemplate(server: McpServer, row: TemplateRow, shopOf: ShopOf): void {
  const { name, title, description, variable, cacheHint, complete, read } = row
  const template = new ResourceTemplate(`mitchweb://${name}/{${variable}}`, {
    list: undefined,
    complete: complete && { [variable]: complete },
  })
  server.registerResource(
    name,
    template,
    { title, description, mimeType: 'application/json', cacheHint },
    (uri, variables, ctx) => {
      const value = variables[variable]
      const key = decodeURIComponent(typeof value === 'string' ? value : (value?.[0] ?? ''))
      return answer(uri, () => read(shopOf(ctx), key))
    },
  )
}

async function answer(uri: URL, read: () => Promise<unknown>): Promise<ReadResourceResult> {
  try {
    const text = JSON.stringify(cleaned(await read()))
    return { contents: [{ uri: uri.href, mimeType: 'application/json', text }] }
  } catch (error) {
    const absent = error instanceof CommerceError && (error.code === 'not_found' || error.code === 'invalid_input')
    throw absent ? new ResourceNotFoundError(uri.href) : error
  }
}

async function readCategory(shop: Shop, handle: string): Promise<unknown> {
  const { categories } = await shop.listCategories({})
  const category = categories.find(candidate => candidate.handle === handle)
  if (category === undefined)
    throw new CommerceError('not_found', `There is no category ${oneLine(shortened(handle, 60))}.`)
  const found = await shop.searchCatalog({ catalog: { filters: { categories: [handle] }, pagination: { limit: 20 } } })
  return { category, ...leanViews.search_catalog(found) }
}

function schemasOf(name: string): unknown {
  const operation = toolTable.some(row => row.name === name) ? operationByName.get(name) : undefined
  if (operation === undefined) throw new CommerceError('not_found', 'There is no tool of this name.')
  return { title: operation.title, summary: operation.summary, ...fullSchemas(operation) }
}
