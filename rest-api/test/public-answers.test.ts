import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEngine, system } from '@mitchweb/engine'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { httpClient } from '../src/client.ts'
import { publicAnswers } from '../src/http/public-answers.ts'
import { startServer } from '../src/index.ts'
import { fakeEngine, silent } from './fake-engine.ts'

describe('an answer that anybody gets', () => {
  const kettles = { catalog: { query: 'kettle' } }
  let moment: string | undefined
  beforeEach(() => {
    moment = 'now'
  })

  function answering(search: (input: never) => unknown) {
    const { engine, calls } = fakeEngine({ search_catalog: search })
    const answerTo = publicAnswers({ ...engine, moment: () => moment })
    const asked = async (input: unknown) => JSON.parse(String((await answerTo('search_catalog', input)).body))
    return { asked, calls }
  }

  test('is read once for all who ask in one moment, and again in the next', async () => {
    let reads = 0
    const { asked } = answering(() => ({ read: ++reads }))
    const together = await Promise.all([asked(kettles), asked(kettles), asked({ catalog: { query: 'pan' } })])
    expect([...together, await asked(kettles)]).toEqual([{ read: 1 }, { read: 1 }, { read: 2 }, { read: 1 }])
    moment = 'later'
    expect(await asked(kettles)).toEqual({ read: 3 })
  })

  test('is read each time where others may write to the shop unseen', async () => {
    moment = undefined
    const { asked, calls } = answering(() => ({}))
    await asked(kettles)
    await asked(kettles)
    expect(calls).toHaveLength(2)
  })

  test('is not kept when it failed, or is very long', async () => {
    let reads = 0
    const { asked } = answering(() => {
      reads += 1
      if (reads === 1) throw new Error('away')
      return { text: 'x'.repeat(reads === 2 ? 1_000_000 : 1) }
    })
    await expect(asked(kettles)).rejects.toThrow('away')
    expect((await asked(kettles)).text).toHaveLength(1_000_000)
    expect((await asked(kettles)).text).toHaveLength(1)
  })

  test('takes no more memory however many things are asked for', async () => {
    const { asked, calls } = answering(() => ({ text: 'x'.repeat(100_000) }))
    for (let query = 0; query < 1_000; query += 1) await asked({ catalog: { query: `${query}` } })
    expect(calls).toHaveLength(1_000)
    await asked({ catalog: { query: '0' } })
    expect(calls).toHaveLength(1_001)
  })
})

describe('a shop with a clock', () => {
  const closing: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })

  test('shows over HTTP what was saved, sold or begun a moment before', async () => {
    let now = Date.parse('2026-03-02T10:00:00Z')
    const folder = await mkdtemp(join(tmpdir(), 'mitchweb-moment-'))
    closing.push(() => rm(folder, { recursive: true }))
    const engine = await openEngine({ database: join(folder, 'shop.db'), clock: () => new Date(now) })
    closing.push(engine.close)
    const server = await startServer({ engine, log: silent, limits: false, port: 0 })
    closing.push(() => server.close(0))
    const [staff, shop] = [engine.as(system), httpClient(server.url)]
    const mug = (amount: number) => ({
      handle: 'mug',
      title: 'Mug',
      variants: [
        {
          sku: 'MUG',
          prices: [{ currency: 'EUR', amount }],
          stock: { on_hand: 1, tracked: true, backorder: false },
        },
      ],
    })
    const shown = async () => {
      const [variant] = (await shop.getProduct({ catalog: { id: 'mug' } })).product.variants
      return [variant?.price.amount, variant?.availability.available]
    }

    await staff.importProducts({ products: [mug(1500)] })
    const { product } = await shop.getProduct({ catalog: { id: 'mug' } })
    const { id } = product.variants[0]!
    expect(await shown()).toEqual([1500, true])
    await staff.importProducts({ products: [mug(1700)] })
    expect(await shown()).toEqual([1700, true])

    await staff.savePriceList({
      price_list: {
        title: 'Noon',
        currency: 'EUR',
        starts_at: '2026-03-02T12:00:00Z',
        prices: [{ variant_id: id, amount: 900 }],
      },
    })
    expect(await shown()).toEqual([1700, true])
    now = Date.parse('2026-03-02T12:00:00Z')
    expect(await shown()).toEqual([900, true])

    await staff.adjustStock({ adjustments: [{ variant_id: id, by: -1 }] })
    expect(await shown()).toEqual([900, false])
  })
})
