import { writeSync } from 'node:fs'
import Database from 'better-sqlite3'
import { guest, openEngine } from '../src/index.ts'
import { buys } from './buying.ts'

// A shop in a process of its own, for a test that watches what it writes: it sells so many mugs to so many buyers, says
// each order that it has acknowledged, and then dies as in a power cut. "normal" is the planted bug: what better-sqlite3
// does unless told otherwise, while it says that it does what the shop asks for.
const [, , file = '', mug = '', orders = '', buyers = '', synchronous = 'full'] = process.argv
if (synchronous === 'normal') {
  const { pragma } = Database.prototype
  Database.prototype.pragma = function (this: Database.Database, text, options) {
    if (text === 'synchronous') return 2
    return pragma.call(this, text === 'synchronous = FULL' ? 'synchronous = NORMAL' : text, options)
  }
}

const engine = await openEngine({ database: file, sweepEverySeconds: 0 })
const shop = engine.as(guest)
let left = Number(orders)
const buyer = async () => {
  while (left-- > 0) {
    const { order } = await buys(shop, { [mug]: 1 })
    writeSync(1, `acknowledged ${order?.id}\n`)
  }
}
await Promise.all(Array.from({ length: Number(buyers) }, buyer))
process.kill(process.pid, 'SIGKILL')
