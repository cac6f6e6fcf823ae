import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('a run of tests that failed says so, although a PostgreSQL server was started and stopped in it', async () => {
  const run = fileURLToPath(new URL('./failing-run.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=mitchweb-src', run], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise(end => child.on('exit', end))
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(said).toMatch(/^postgres:\/\//)
  expect(complained).toBe('')
  expect(await ended).toBe(3)
})
