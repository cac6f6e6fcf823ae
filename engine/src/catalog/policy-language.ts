import { type SQL, sql } from 'drizzle-orm'

/**
 * That a row of `policy_passages` is in the most fitting of the languages in which its policy is told; the shop's own,
 * which is empty, fits where none of them is. All languages count where none are given.
 */
export function isInLanguage(languages: readonly unknown[] | undefined): SQL {
  if (!languages) return sql`1 = 1`
  const list = sql.join(
    languages.map(language => sql`${language}`),
    sql`, `,
  )
  const places = sql.join(
    languages.map((language, place) => sql`when ${language} then ${sql.raw(String(place))}`),
    sql` `,
  )
  return sql`policy_passages.language = coalesce((select told.language from policy_passages told
    where told.policy_slug = policy_passages.policy_slug and told.language in (${list})
    order by case told.language ${places} end limit 1), '')`
}
