import type { Shop } from '@mitchweb/engine/contract'
import type { McpServer, Resource, ServerContext } from '@modelcontextprotocol/server'
import { oneLine, shortened } from './clean-text.ts'

/**
 * `resources/list` page by page: the store and its categories, then the products in the order of the catalogue. It takes
 * the place of the SDK's own list, which knows no cursors; its cursors are the catalogue's.
 */
export function pageResourceList(server: McpServer, shopOf: (ctx: ServerContext) => Shop): void {
  server.server.setRequestHandler('resources/list', async (request, ctx) => {
    const cursor = request.params?.cursor
    const shop = shopOf(ctx)
    const first = cursor === undefined ? [store, ...(await categories(shop))] : []
    const found = await shop.searchCatalog({ catalog: { pagination: { limit: 50, ...(cursor && { cursor }) } } })
    const products = found.products.map(({ handle, title, id }) => ({
      uri: `mitchweb://products/${encodeURIComponent(id)}`,
      name: handle,
      title: shortened(oneLine(title), 100),
      description: 'A product with its options and variants',
      mimeType: 'application/json',
    }))
    return {
      resources: [...first, ...products],
      ...(found.pagination.cursor !== undefined && { nextCursor: found.pagination.cursor }),
    }
  })
}

const store: Resource = {
  uri: 'mitchweb://store',
  name: 'store',
  title: 'The store',
  description: 'Name, what it sells, currencies and whether prices include tax.',
  mimeType: 'application/json',
}

async function categories(shop: Shop): Promise<Resource[]> {
  const { categories } = await shop.listCategories({})
  return categories.slice(0, 200).map(({ handle, path }) => ({
    uri: `mitchweb://categories/${encodeURIComponent(handle)}`,
    name: handle,
    title: shortened(oneLine(path), 100),
    description: 'The first products of this category',
    mimeType: 'application/json',
  }))
}
