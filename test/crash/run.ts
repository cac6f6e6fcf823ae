// npm run crash: kills a shop that sells, many times, and looks at what is left. -- --kills 50 --seed 7 --sqlite
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { root } from '../root.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    sqlite: { type: 'boolean', default: false },
    postgres: { type: 'boolean', default: false },
  },
})
const both = values.sqlite === values.postgres
const where = both ? [] : ['-t', values.sqlite ? 'on SQLite' : 'on PostgreSQL']
process.stderr.write(`${values.kills} kills on each database, seed ${values.seed}\n`)
const child = spawn('npx', ['vitest', 'run', 'test/crash/crash.test.ts', '--disable-console-intercept', ...where], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, MITCHWEB_KILLS: values.kills, MITCHWEB_SEED: values.seed },
})
child.once('exit', code => {
  process.exitCode = code ?? 1
})
