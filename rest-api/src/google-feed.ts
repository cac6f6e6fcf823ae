import type { Shop } from '@mitchweb/engine/contract'

type Asked = Omit<Parameters<Shop['readFeed']>[0], 'cursor'>

/** Google's product feed in pieces, as long as somebody reads; `count` items are in what has come so far. */
export async function* googleFeed(
  shop: Pick<Shop, 'readFeed'>,
  asked: Asked,
): AsyncGenerator<{ readonly text: string; readonly count: number }, void, undefined> {
  let cursor: string | undefined
  let count = 0
  do {
    const page = await shop.readFeed({ ...asked, ...(cursor !== undefined && { cursor }) })
    count += page.count
    yield { text: (page.head ?? '') + page.items + (page.end ?? ''), count }
    cursor = page.cursor
  } while (cursor !== undefined)
}
