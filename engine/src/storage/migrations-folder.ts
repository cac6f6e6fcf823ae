import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Dialect } from './port.ts'

/** Where the migrations lie: beside the built package's files, or at the root of the repository. */
export function migrationsFolder(dialect: Dialect): string {
  const folders = ['../migrations', '../../../migrations'].map(above =>
    fileURLToPath(new URL(`${above}/${dialect}`, import.meta.url)),
  )
  const found = folders.find(folder => existsSync(`${folder}/meta/_journal.json`))
  if (!found) throw new Error(`The migrations for ${dialect} are missing; looked in ${folders.join(' and ')}.`)
  return found
}
