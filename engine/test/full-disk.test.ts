import { execFileSync, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { rowsOf } from './database-rows.ts'
import { onSqlite } from './databases.ts'

const program = fileURLToPath(new URL('./fill-disk.ts', import.meta.url))

/** The program with files of at most so many kilobytes: the operating system itself refuses to write what is beyond. */
function onSmallDisk(kilobytes: number, file: string) {
  const limited = `ulimit -S -f ${kilobytes}; exec "$0" "$@"`
  const child = spawn('bash', ['-c', limited, process.execPath, '--conditions=mitchweb-src', program, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    says: async () => JSON.parse((await lines.next()).value ?? 'null'),
    getsRoom: () => {
      execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited'])
      child.stdin.write('there is room\n')
    },
  }
}

describe('a disk that is full', () => {
  const database = onSqlite()

  // The limit of a process's files is Linux's to raise from outside.
  test.skipIf(process.platform !== 'linux')(
    'fails the commit for all who share it, keeps what was acknowledged, and holds nobody up once there is room',
    async () => {
      const file = await database.address()
      const shop = onSmallDisk(2048, file)
      const { acknowledged, refused, read } = await shop.says()
      expect(acknowledged.length).toBeGreaterThan(10)
      expect(refused).toEqual(['unavailable', 'unavailable', 'unavailable'])
      expect(read).toEqual(acknowledged)
      shop.getsRoom()
      const later = await shop.says()
      expect(later.refused).toEqual([])
      const kept = await rowsOf(file, 'select type from outbox order by id')
      expect(kept.map(({ type }) => type)).toEqual([...acknowledged, ...later.acknowledged])
      expect(await rowsOf(file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
    },
  )
})
