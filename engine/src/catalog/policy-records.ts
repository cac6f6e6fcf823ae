import { asc, eq, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { linksOf, type Policy, type PolicyLink, passagesOf } from './policy.ts'
import * as postgres from './policy-search.postgres.ts'
import * as sqlite from './policy-search.sqlite.ts'
import { searchWords } from './search-words.ts'
import { tables } from './tables.ts'

export async function policyBySlug(tx: ReadTx, slug: string): Promise<Policy | undefined> {
  const { policies } = tables(tx)
  const [row] = await tx.db.select().from(policies).where(eq(policies.slug, slug))
  return row
}

/** The links of a checkout (UCP `types/link.json`). */
export const policyLinks = async (tx: ReadTx): Promise<PolicyLink[]> => linksOf(await policyTitles(tx), tx.publicUrl)

const policyTitles = query((db, tx) => {
  const { slug, kind, title } = tables(tx).policies
  return db.select({ slug, kind, title }).from(tables(tx).policies).orderBy(asc(slug))
})

/** Saves a policy in place of the one with its slug, and what is found of it. */
export async function savePolicyRow(tx: Tx, policy: Policy): Promise<void> {
  const { policies, policyPassages } = tables(tx)
  const { slug, ...rest } = policy
  const changed = { ...rest, updatedAt: tx.now }
  await tx.db
    .insert(policies)
    .values({ slug, ...changed })
    .onConflictDoUpdate({ target: policies.slug, set: changed })
  const { addPassages, removePassages } = searchOf(tx)
  await removePassages(tx, slug)
  await tx.db.delete(policyPassages).where(eq(policyPassages.policySlug, slug))
  const rows = passagesOf(policy).map((passage, position) => ({ policySlug: slug, position, ...passage }))
  const saved = await tx.db
    .insert(policyPassages)
    .values(rows)
    .returning({ number: policyPassages.number, heading: policyPassages.heading, text: policyPassages.text })
  await addPassages(
    tx,
    saved.map(passage => ({ ...passage, title: policy.title })),
  )
}

export type FoundPassage = Pick<Policy, 'slug' | 'kind' | 'title'> & {
  readonly heading: string | null
  readonly text: string
}

/**
 * The passages that hold all words of the query, else those that hold any, best first. A query without words answers
 * the beginning of each policy.
 */
export async function findPassages(tx: ReadTx, text: string, limit: number): Promise<FoundPassage[]> {
  const words = searchWords(text)
  if (words.length === 0) return await firstPassages(tx, { limit })
  const { matchingPassages } = searchOf(tx)
  const all = await matchingPassages(tx, { words, mode: 'all', limit })
  return all.length > 0 || words.length === 1 ? all : await matchingPassages(tx, { words, mode: 'any', limit })
}

const firstPassages = query((db, tx) => {
  const { policies, policyPassages } = tables(tx)
  return db
    .select({
      slug: policies.slug,
      kind: policies.kind,
      title: policies.title,
      heading: policyPassages.heading,
      text: policyPassages.text,
    })
    .from(policies)
    .innerJoin(policyPassages, eq(policyPassages.policySlug, policies.slug))
    .where(eq(policyPassages.position, 0))
    .orderBy(asc(policies.slug))
    .limit(sql.placeholder('limit'))
})

const searchOf = (tx: ReadTx) => (tx.dialect === 'sqlite' ? sqlite : postgres)
