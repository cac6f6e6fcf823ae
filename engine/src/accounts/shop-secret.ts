import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Storage } from '../storage/index.ts'
import { tablesOf } from '../storage/query.ts'
import { accountTables } from './tables.ts'

const tables = tablesOf(accountTables)

/**
 * A secret of the shop's own by its name, made when somebody first asks for it. Every node of a shop gets the same; who
 * comes second to the making takes what the first has made.
 */
export async function shopSecret(storage: Storage, name: string): Promise<string> {
  const known = await storage.read(async tx => {
    const { shopSecrets } = tables(tx)
    const [row] = await tx.db.select().from(shopSecrets).where(eq(shopSecrets.name, name))
    return row?.value
  })
  return known ?? (await makeSecret(storage, name))
}

const makeSecret = (storage: Storage, name: string): Promise<string> =>
  storage.write(async tx => {
    const { shopSecrets } = tables(tx)
    const value = randomBytes(32).toString('base64url')
    await tx.db.insert(shopSecrets).values({ name, value, createdAt: tx.now }).onConflictDoNothing()
    const [row] = await tx.db.select().from(shopSecrets).where(eq(shopSecrets.name, name))
    return row!.value
  })
