import { sql } from 'drizzle-orm'
import { openReader } from '../storage/open-reader.ts'
import type { ReadTx } from '../storage/port.ts'
import { type Check, placeOn } from './check.ts'
import { customerChecks } from './customer-checks.ts'
import { databaseChecks } from './database-checks.ts'
import { moneyChecks } from './money-checks.ts'
import { orderChecks } from './order-checks.ts'
import { returnChecks } from './return-checks.ts'
import { stockChecks } from './stock-checks.ts'

/** What one check found: how many things it looked at, and how many, and which first, are not as claimed. */
export type Examined = Pick<Check, 'name' | 'claim' | 'severity'> & {
  readonly seen: number
  readonly broken: number
  readonly rows: readonly { readonly subject: string; readonly detail: string }[]
}

export type Examination = { readonly isHealthy: boolean; readonly checks: readonly Examined[] }

export type ExamineOptions = {
  /** A file, or a `postgres://` URL. */
  readonly database: string
  readonly clock?: () => Date
  /** Hears of each check when it is done. */
  readonly onExamined?: (examined: Examined) => void
}

const checks = [...stockChecks, ...orderChecks, ...returnChecks, ...moneyChecks, ...customerChecks, ...databaseChecks]

/** The rows of a check that are named; the others are counted. */
const namedRows = 20

/**
 * Checks everything that must be true of a shop's money and stock, all in one moment of its database. It reads only: the
 * shop may be running. What it needs of memory does not grow with the shop.
 */
export async function examineShop({ database, clock, onExamined }: ExamineOptions): Promise<Examination> {
  const reader = await openReader({ database, ...(clock && { clock }) })
  try {
    return await reader.read(async tx => {
      const examined: Examined[] = []
      for (const check of checks) {
        if (check.only !== undefined && check.only !== tx.dialect) continue
        const found = await examine(tx, check)
        onExamined?.(found)
        examined.push(found)
      }
      const isHealthy = examined.every(({ severity, broken }) => severity === 'warning' || broken === 0)
      return { isHealthy, checks: examined }
    })
  } finally {
    await reader.close()
  }
}

async function examine(tx: ReadTx, { name, claim, severity, seen, broken }: Check): Promise<Examined> {
  const [counted] = await tx.rows<{ seen: number }>(sql.raw(`select (${seen}) as seen`))
  const rows = await tx.rows<{ subject: string; detail: string; broken: number }>(
    sql.raw(`with broken as (${broken(placeOn(tx.dialect, tx.now))})
      select subject, detail, (select count(*) from broken) as broken from broken limit ${namedRows}`),
  )
  return {
    name,
    claim,
    severity,
    seen: Number(counted?.seen ?? 0),
    broken: Number(rows[0]?.broken ?? 0),
    rows: rows.map(({ subject, detail }) => ({ subject: String(subject), detail: String(detail) })),
  }
}
