import { sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { isInLanguage } from './policy-language.ts'
import type { FoundPassage } from './policy-records.ts'
import { fts5Query, indexText } from './search-words.ts'

type IndexedPassage = {
  readonly number: number
  readonly title: string
  readonly heading: string | null
  readonly text: string
}

export async function addPassages(tx: Tx, passages: readonly IndexedPassage[]): Promise<void> {
  for (const { number, title, heading, text } of passages) {
    await tx.rows(
      sql`insert into policy_search (rowid, title, heading, text)
        values (${number}, ${indexText(title)}, ${indexText(heading)}, ${indexText(text)})`,
    )
  }
}

export async function removePassages(tx: Tx, slug: string, language: string): Promise<void> {
  await tx.rows(
    sql`delete from policy_search where rowid in (select number from policy_passages where policy_slug = ${slug}
      and language = ${language})`,
  )
}

export type PassageSearch = {
  readonly words: readonly string[]
  readonly mode: 'all' | 'any'
  readonly limit: number
  /** Those of a buyer; without them every language counts. */
  readonly languages?: readonly string[]
}

export async function matchingPassages(
  tx: ReadTx,
  { words, mode, limit, languages }: PassageSearch,
): Promise<FoundPassage[]> {
  return await tx.rows<FoundPassage>(
    sql`select policies.slug, policies.kind, policies.title, policy_passages.heading, policy_passages.text
      from policy_search
      join policy_passages on policy_passages.number = policy_search.rowid
      join policies on policies.slug = policy_passages.policy_slug
      where policy_search match ${fts5Query(words, mode)}
        and ${isInLanguage(languages)}
      order by bm25(policy_search, 3.0, 5.0, 1.0), policy_search.rowid
      limit ${limit}`,
  )
}
