import type { Shop } from '@mitchweb/engine/contract'
import { completable, type GetPromptResult, type McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { oneLine, shortened } from './clean-text.ts'
import { categoryHandles, countryCodes, productIds } from './completions.ts'

/** Starting points that a person picks in the client. They name tools and facts; the work is the model's. */
export function registerPrompts(server: McpServer, shop: Shop): void {
  const { shopFor, compare, track, reorder } = argumentsOf(shop)
  server.registerPrompt(
    'shop_for',
    {
      title: 'Shop for something',
      description: 'Find what suits a wish and a budget, and buy it.',
      argsSchema: shopFor,
    },
    ({ wish, category, budget, country }) =>
      userSays(
        `I am looking for: ${said(wish)}.`,
        category && `Look in the category ${said(category)} first.`,
        budget && `I want to spend at most ${said(budget)}.`,
        country && `It goes to ${said(country)}.`,
        'Search the catalog, show me three good choices with prices and what speaks for each, and ask which one I take.',
        'Then make a checkout, show me the total with delivery, and complete it only after I agree.',
      ),
  )
  server.registerPrompt(
    'compare_products',
    { title: 'Compare products', description: 'Two products side by side.', argsSchema: compare },
    ({ first, second }) =>
      userSays(
        `Compare the products ${said(first)} and ${said(second)}: call get_product for both.`,
        'Show a table of price, options, what is in stock and what sets them apart, and say which you would take for what.',
      ),
  )
  server.registerPrompt(
    'track_order',
    { title: 'Track an order', description: 'Where an order is and what comes next.', argsSchema: track },
    ({ order }) =>
      userSays(
        order
          ? `Where is my order ${said(order)}? Call get_order.`
          : 'Where are my orders? Call list_orders with status open; if I am not signed in, ask me for the order id.',
        'Tell me what has been shipped with which tracking, what is still to come and when, and about refunds if any.',
      ),
  )
  server.registerPrompt(
    'reorder',
    {
      title: 'Order again',
      description: 'A new cart with what an order held, at today’s prices.',
      argsSchema: reorder,
    },
    ({ order }) =>
      userSays(
        `Order ${again(order)} once more. Call reorder.`,
        'Tell me what is gone, sold out or costs something else now, and ask what to do about it.',
        'Then make a checkout, show me the total with delivery, and complete it only after I agree.',
      ),
  )
}

const again = (id: string | undefined) =>
  id ? `the order ${said(id)}` : 'my last order: list_orders tells which that was'

type PromptArguments = ReturnType<typeof makeArguments>

/** Made once per shop: a server is built for each request, and its schemas need not be. */
const made = new WeakMap<Shop, PromptArguments>()

function argumentsOf(shop: Shop): PromptArguments {
  const known = made.get(shop)
  if (known !== undefined) return known
  const fresh = makeArguments(shop)
  made.set(shop, fresh)
  return fresh
}

function makeArguments(shop: Shop) {
  const product = () =>
    completable(z.string().describe('Product id or handle; type a title to find it'), value => productIds(shop, value))
  return {
    shopFor: z.object({
      wish: z.string().describe('What for, e.g. "a birthday present for a tea drinker"'),
      category: completable(z.string().describe('Handle of a category'), value =>
        categoryHandles(shop, value),
      ).optional(),
      budget: z.string().optional().describe('e.g. "30 EUR"'),
      country: completable(z.string().describe('Country code of the delivery, e.g. "DE"'), countryCodes).optional(),
    }),
    compare: z.object({ first: product(), second: product() }),
    track: z.object({
      order: z
        .string()
        .describe('Order id, number, or the secret part of its permalink; all open ones unless told')
        .optional(),
    }),
    reorder: z.object({ order: z.string().describe('Order id or number; the last one unless told').optional() }),
  }
}

/** An argument is a person's text; it stays on its line. */
const said = (text: string): string => shortened(oneLine(text), 500)

const userSays = (...sentences: (string | undefined)[]): GetPromptResult => ({
  messages: [{ role: 'user', content: { type: 'text', text: sentences.filter(Boolean).join(' ') } }],
})
