// Makes the first migrations anew from the schema, and keeps the hand-written ones that follow them. Only for as long as
// no shop has been shipped: from then on migrations are added and never changed.
//   npm exec node migrations/regenerate.ts
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

for (const dialect of ['sqlite', 'postgres']) {
  const folder = join(import.meta.dirname, dialect)
  const files = readdirSync(folder).filter(file => file.endsWith('.sql') && !file.endsWith('_shop.sql'))
  const custom = files.sort().map(file => ({ file, sql: readFileSync(join(folder, file), 'utf8') }))
  const before = `${folder}.before`
  renameSync(folder, before)
  try {
    generate(dialect, '--name', 'shop')
    for (const { file, sql } of custom) {
      generate(dialect, '--custom', '--name', file.replace(/^\d+_|\.sql$/g, ''))
      writeFileSync(join(folder, file), sql)
    }
    rmSync(before, { recursive: true })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    renameSync(before, folder)
    throw error
  }
}

function generate(dialect: string, ...options: string[]): void {
  const command = ['drizzle-kit', 'generate', '--config', `drizzle.${dialect}.config.ts`, ...options]
  execFileSync('npx', command, { cwd: root, stdio: 'inherit' })
}
