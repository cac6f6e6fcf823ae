import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { migrationsFolder } from './migrations-folder.ts'

/** Any number that nobody else uses for an advisory lock in this database. */
const migrationLock = 0x4d57_0001

/** Brings the tables up to date. Of several nodes that start at once, one does it and the others wait. */
export async function migratePostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'mitchweb-migrations' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query('set client_min_messages = warning')
    await migrate(drizzle(client), { migrationsFolder: migrationsFolder('postgres') })
  } finally {
    // Ending the session lets the lock go.
    await client.end()
  }
}
