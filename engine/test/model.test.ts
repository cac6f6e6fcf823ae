import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onBothDatabases } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { commands, taken } from './model/commands.ts'
import { PaperShop } from './model/paper-shop.ts'
import { booksOf, prepare, type RealShop } from './model/real-shop.ts'
import { reportOf, runs, seed } from './runs.ts'

onBothDatabases('A shop and the same shop on paper', database => {
  test('answer alike, whatever is bought, paid, lost, cancelled and crashed, in any order', {
    timeout: 3_600_000,
  }, async () => {
    const prepared = await prepare(database)
    const numRuns = runs(database.dialect === 'sqlite' ? 300 : 60)
    taken.clear()
    const details = await fc.check(
      fc.asyncProperty(fc.noBias(fc.commands(commands, { maxCommands: 30, size: 'max' })), async steps => {
        const real = await prepared.open()
        const paper = new PaperShop()
        try {
          await fc.asyncModelRun(() => ({ model: paper, real }), steps)
          await bringToRest(paper, real)
          await expectHealthy({ address: async () => prepared.address() }, new Date(paper.now))
        } finally {
          await real.close()
        }
      }),
      { numRuns, ...seed() },
    )
    await prepared.close()
    await reportOf(`The model on ${database.dialect}`, details, taken)
  })
})

/** A day later nothing is under way any more, and nothing is held. */
async function bringToRest(paper: PaperShop, real: RealShop): Promise<void> {
  for (let round = 0; round < 3; round++) {
    real.wait(8 * 3_600_000)
    paper.now += 8 * 3_600_000
    await real.sweep()
    paper.sweep([])
  }
  const books = await booksOf(real)
  expect(books.pending).toBe(0)
  expect(Object.values(books.stock).map(([, reserved]) => reserved)).toEqual([0, 0, 0])
}
