import { sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { isInLanguage } from './policy-language.ts'
import type { FoundPassage } from './policy-records.ts'
import type * as sqlite from './policy-search.sqlite.ts'
import { indexText, tsQuery } from './search-words.ts'

export const addPassages: typeof sqlite.addPassages = async (tx: Tx, passages) => {
  for (const { number, title, heading, text } of passages) {
    await tx.rows(
      sql`insert into policy_search (passage, words) values (${number},
        setweight(to_tsvector('mitchweb', ${indexText(heading)}), 'A') ||
        setweight(to_tsvector('mitchweb', ${indexText(title)}), 'B') ||
        setweight(to_tsvector('mitchweb', ${indexText(text)}), 'D'))`,
    )
  }
}

export const removePassages: typeof sqlite.removePassages = async (tx, slug, language) => {
  await tx.rows(
    sql`delete from policy_search where passage in (select number from policy_passages where policy_slug = ${slug}
      and language = ${language})`,
  )
}

export const matchingPassages: typeof sqlite.matchingPassages = async (tx: ReadTx, { words, mode, limit, languages }) =>
  await tx.rows<FoundPassage>(
    sql`select policies.slug, policies.kind, policies.title, policy_passages.heading, policy_passages.text
      from policy_search
      join policy_passages on policy_passages.number = policy_search.passage
      join policies on policies.slug = policy_passages.policy_slug
      where policy_search.words @@ to_tsquery('mitchweb', ${tsQuery(words, mode)})
        and ${isInLanguage(languages)}
      order by ts_rank(policy_search.words, to_tsquery('mitchweb', ${tsQuery(words, mode)}), 1) desc, passage
      limit ${limit}`,
  )
