import { describe, expect, test } from 'vitest'
import { onPostgres, onSqlite } from '../../engine/test/databases.ts'
import { crashLoop } from './crash-loop.ts'

const seed = Number(process.env.MITCHWEB_SEED ?? 20_260_302)
const kills = (unlessTold: number) => Number(process.env.MITCHWEB_KILLS ?? unlessTold)
const patient = { timeout: 1_800_000 }

describe.each([
  { place: 'on SQLite', on: onSqlite, times: kills(10) },
  { place: 'on PostgreSQL', on: onPostgres, times: kills(5) },
])(`A shop that is killed while orders flow, $place (seed ${seed})`, ({ place, on, times }) => {
  const database = on()

  test('keeps every order that it acknowledged, whole, and does nothing twice', patient, async () => {
    const report = await crashLoop({ address: await database.address(), kills: times, seed })
    console.log(`${place}: ${JSON.stringify(report)}`)
    expect(report.acknowledged).toBeGreaterThan(0)
  })
})
