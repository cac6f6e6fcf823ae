import { inArray, or } from 'drizzle-orm'
import type { ReadTx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { type Category, categoriesByPath, pathKeyOf, titlesOf } from './categories.ts'
import { formerHolders } from './handle-history.ts'
import { tables } from './tables.ts'
import { subjectOf } from './translation.ts'
import { subjectsCalled } from './translation-records.ts'
import { wordingsOf } from './wording.ts'

/** The categories that a buyer's words name: by path, handle or title, in any letter case and any language of the shop, or by a handle it had. */
export async function categoriesNamed(tx: ReadTx, names: readonly string[]): Promise<Category[]> {
  const keys = new Set(names.flatMap(keysOf))
  const found = await categoriesByAnyName(tx, [...keys])
  const named = new Set(found.flatMap(({ pathKey, titleKey, handle }) => [pathKey, titleKey, handle]))
  const rest = names.filter(name => !keysOf(name).some(key => named.has(key)))
  if (rest.length === 0) return found
  const moved = (await formerHolders(tx, rest, { kind: 'category' })).map(({ targetId }) => targetId)
  return [...found, ...(await categoriesById(tx, moved)), ...(await translatedAs(tx, rest))]
}

const keysOf = (name: string) => [pathKeyOf(name), name.trim().toLowerCase()]

/** Those whose path or title, told in another language, is one of these. */
async function translatedAs(tx: ReadTx, names: readonly string[]): Promise<Category[]> {
  const called = await subjectsCalled(
    tx,
    'category',
    names.flatMap(name => titlesOf(name).slice(-1)),
  )
  const candidates = await categoriesByPath(
    tx,
    called.map(({ subject }) => subject.slice(subjectOf('category', '').length)),
  )
  if (candidates.length === 0) return []
  const wordings = await wordingsOf(tx, { paths: candidates.map(({ path }) => path) })
  const wanted = new Set(names.map(pathKeyOf))
  return candidates.filter(({ path }) =>
    wordings.some(wording => {
      const told = pathKeyOf(wording.path(path))
      return wanted.has(told) || wanted.has(told.split(' > ').at(-1) ?? '')
    }),
  )
}

const categoriesById = queryByIds((db, tx, ids) => {
  const { categories } = tables(tx)
  return db.select().from(categories).where(inArray(categories.id, ids))
})

const categoriesByAnyName = queryByIds((db, tx, keys) => {
  const { categories } = tables(tx)
  const { pathKey, titleKey, handle } = categories
  return db
    .select()
    .from(categories)
    .where(or(inArray(pathKey, keys), inArray(titleKey, keys), inArray(handle, keys)))
})
