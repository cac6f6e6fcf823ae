import { sql } from 'drizzle-orm'
import { openSqlite } from '../src/storage/open-sqlite.ts'

// A process of its own whose files may not grow beyond what its parent allows: it writes three events at once until the
// disk takes no more, says what was acknowledged, and writes three more when its parent says that there is room again.
const [, , file = ''] = process.argv
const storage = await openSqlite({ file })
let next = 0

async function writeThree() {
  const names = [0, 1, 2].map(() => `event ${next++}`)
  const outcomes = await Promise.allSettled(
    names.map(name => storage.write(tx => tx.emit(name, { text: 'x'.repeat(20_000) }))),
  )
  return {
    acknowledged: names.filter((_, index) => outcomes[index]!.status === 'fulfilled'),
    refused: outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [String(outcome.reason.code)] : [])),
  }
}

async function writeUntilFull() {
  const acknowledged: string[] = []
  for (;;) {
    const three = await writeThree()
    acknowledged.push(...three.acknowledged)
    if (three.refused.length > 0) return { acknowledged, refused: three.refused }
  }
}

const full = await writeUntilFull()
const rows = await storage.read(tx => tx.rows<{ type: string }>(sql`select type from outbox order by id`))
console.log(JSON.stringify({ ...full, read: rows.map(({ type }) => type) }))
process.stdin.once('data', async () => {
  console.log(JSON.stringify(await writeThree()))
  await storage.close()
  process.exit()
})
