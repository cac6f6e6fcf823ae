import type { Storage, StorageOptions } from './port.ts'

/** Opens the shop's database: a `postgres://` URL, or else a file. Only the driver that is needed is loaded. */
export async function openStorage({
  database,
  ...options
}: StorageOptions & { readonly database: string }): Promise<Storage> {
  if (/^postgres(ql)?:\/\//.test(database)) {
    const { openPostgres } = await import('./open-postgres.ts')
    return await openPostgres({ url: database, ...options })
  }
  const { openSqlite } = await import('./open-sqlite.ts')
  return await openSqlite({ file: database, ...options })
}
