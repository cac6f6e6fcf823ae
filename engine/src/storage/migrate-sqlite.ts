import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { migrationsFolder } from './migrations-folder.ts'
import { openConnection } from './sqlite-connection.ts'

/** Brings the file's tables up to date. Call it while holding the file's lock. */
export function migrateSqlite(file: string): void {
  const client = openConnection(file, { readonly: false })
  try {
    // SQLite rebuilds a table to change it, which foreign keys would answer by deleting rows; they are checked after.
    client.pragma('foreign_keys = OFF')
    migrate(drizzle(client), { migrationsFolder: migrationsFolder('sqlite') })
    const broken = client.pragma('foreign_key_check') as readonly { table: string }[]
    if (broken.length > 0) throw new Error(`Rows of ${broken[0]?.table} point at rows that do not exist.`)
  } finally {
    client.close()
  }
}
