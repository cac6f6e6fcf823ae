import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { cardNumbersIn } from '../src/shared/card-numbers.ts'
import { rowsOfEach, tableNames } from './database-rows.ts'

/** A barcode is as long as a card number, and every tenth passes for one; so do moments in milliseconds. */
const isNoText = (column: string): boolean => /barcode|gtin|_at$/.test(column)

/** Where a secret or a card number stands in the shop's tables or, on SQLite, in the bytes of its file and its log. */
export async function secretsKeptIn(address: string, secrets: readonly string[] = []): Promise<string[]> {
  const names = await tableNames(address)
  const tables = await rowsOfEach(address, Object.fromEntries(names.map(name => [name, `select * from "${name}"`])))
  const found = Object.entries(tables).flatMap(([table, rows]) =>
    rows.flatMap(row =>
      Object.entries(row).flatMap(([column, value]) => {
        if (typeof value === 'number' || typeof value === 'bigint') return []
        const text = typeof value === 'string' ? value : JSON.stringify(value)
        const kept = [
          ...secrets.filter(secret => text.includes(secret)),
          ...(isNoText(column) ? [] : cardNumbersIn(text)),
        ]
        return kept.map(secret => `${secret} in ${table}.${column}`)
      }),
    ),
  )
  const files = address.startsWith('postgres') ? [] : [address, `${address}-wal`].filter(existsSync)
  const inBytes = files.flatMap(file => {
    const bytes = readFileSync(file)
    return secrets.filter(secret => bytes.includes(secret)).map(secret => `${secret} in the bytes of the database`)
  })
  return [...found, ...inBytes]
}

/** The same of texts that were said: answers, errors and lines of a log. */
export const secretsSaidIn = (said: readonly unknown[], secrets: readonly string[] = []): string[] =>
  said.flatMap(one => {
    const text = typeof one === 'string' ? one : (JSON.stringify(one) ?? '')
    return [...secrets.filter(secret => text.includes(secret)), ...cardNumbersIn(text)]
  })

export async function expectNoSecrets(address: string, secrets: readonly string[] = []): Promise<void> {
  expect(await secretsKeptIn(address, secrets)).toEqual([])
}
