// Runs one of the harnesses at length: node scripts/harness.mjs FILE,FILE … [--runs N] [--seed N] [--sqlite | --postgres]
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    sqlite: { type: 'boolean' },
    postgres: { type: 'boolean' },
  },
})
const { runs, seed, sqlite, postgres } = values
const only = sqlite === postgres ? [] : ['-t', sqlite ? 'on SQLite' : 'on PostgreSQL']
// What counts here is the order of things, not the disk; memory is the faster one.
const memory = existsSync('/dev/shm') ? { TMPDIR: '/dev/shm' } : {}
const env = {
  ...memory,
  ...process.env,
  ...(runs && { MITCHWEB_RUNS: runs }),
  ...(seed && { MITCHWEB_SEED: seed }),
}
const args = ['vitest', 'run', '--disable-console-intercept', '--reporter=default', ...only, ...positionals]
process.exitCode = spawnSync('npx', args, { stdio: 'inherit', env }).status ?? 1
