import { describe, expect, test } from 'vitest'
import { onPostgres } from '../../test/databases.ts'
import { relay } from './relay.ts'

describe('the outbox of several nodes', () => {
  const database = onPostgres()

  test('hands each event to one of them', async () => {
    const nodes = await Promise.all(Array.from({ length: 4 }, () => database.open({ poolSize: 3 })))
    const ids: number[] = []
    const relays = nodes.map(node =>
      relay(node, [({ id }) => void ids.push(id)], { gatherMilliseconds: 3_600_000, everyMilliseconds: 3_600_000 }),
    )
    await nodes[0]?.write(async tx => {
      for (let index = 0; index < 150; index += 1) await tx.emit('order.placed', { index })
    })
    while (ids.length < 150) await Promise.all(relays.map(({ deliver }) => deliver()))
    expect(new Set(ids).size).toBe(150)
    expect(ids).toHaveLength(150)
    await Promise.all(relays.map(({ stop }) => stop()))
  })
})
