import { openSqlite } from '../src/storage/open-sqlite.ts'

// A process of its own that holds the file, for the tests of the lock: it serves nobody and stays until it is killed.
const [, , file = ''] = process.argv
const storage = await openSqlite({ file, clock: () => new Date('2026-05-01T00:00:00Z') })
storage.announce('http://localhost:4711')
await storage.write(tx => tx.emit('order.placed', {}))
console.log('holding')
process.stdin.resume()
