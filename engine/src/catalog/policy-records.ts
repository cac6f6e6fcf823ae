import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { linksOf, type Policy, type PolicyLink, passagesOf, type TitledPolicy } from './policy.ts'
import { isInLanguage } from './policy-language.ts'
import * as postgres from './policy-search.postgres.ts'
import type { PassageSearch } from './policy-search.sqlite.ts'
import * as sqlite from './policy-search.sqlite.ts'
import { searchWords } from './search-words.ts'
import { tables } from './tables.ts'
import { subjectOf, type Translation } from './translation.ts'
import {
  everyTranslationOf,
  languageParams,
  languagePlaceholders,
  titledIn,
  translationsIn,
} from './translation-records.ts'

export async function policyBySlug(tx: ReadTx, slug: string): Promise<Policy | undefined> {
  const { policies } = tables(tx)
  const [row] = await tx.db.select().from(policies).where(eq(policies.slug, slug))
  return row
}

/** The policy in a buyer's language, as far as it is translated. */
export async function policyIn(tx: ReadTx, languages: readonly string[], policy: Policy): Promise<Policy> {
  const subject = subjectOf('policy', policy.slug)
  return translatedPolicy(policy, (await translationsIn(tx, languages, [subject], { whole: true })).get(subject))
}

const translatedPolicy = (policy: Policy, translation: Translation | undefined): Policy => ({
  ...policy,
  title: translation?.texts.title ?? policy.title,
  body: translation?.body?.source.markdown ?? policy.body,
})

/** The links of a checkout (UCP `types/link.json`). */
export async function policyLinks(tx: ReadTx, languages: readonly string[] = []): Promise<PolicyLink[]> {
  return linksOf(await titledPolicies(tx, languages), tx.publicUrl)
}

/** What is known of each policy but its body. */
export const titledPolicies = async (tx: ReadTx, languages: readonly string[]): Promise<TitledPolicy[]> =>
  await titled(tx, languages, await policyTitles(tx))

const policyTitles = query((db, tx) => {
  const { slug, kind, title } = tables(tx).policies
  return db.select({ slug, kind, title }).from(tables(tx).policies).orderBy(asc(slug))
})

/** Saves a policy in place of the one with its slug, and what is found of it. */
export async function savePolicyRow(tx: Tx, policy: Policy): Promise<void> {
  const { policies } = tables(tx)
  const { slug, ...rest } = policy
  const changed = { ...rest, updatedAt: tx.now }
  await tx.db
    .insert(policies)
    .values({ slug, ...changed })
    .onConflictDoUpdate({ target: policies.slug, set: changed })
  await indexPassages(tx, policy, ownLanguage)
}

/** In place of a language where a passage is the shop's own. */
const ownLanguage = ''

/** What is found of a policy in one language, in place of what was found of it before. */
async function indexPassages(tx: Tx, policy: Policy, language: string): Promise<void> {
  const { policyPassages } = tables(tx)
  await forgetPassages(tx, policy.slug, language)
  const rows = passagesOf(policy).map((passage, position) => {
    return { policySlug: policy.slug, language, position, ...passage }
  })
  const saved = await tx.db
    .insert(policyPassages)
    .values(rows)
    .returning({ number: policyPassages.number, heading: policyPassages.heading, text: policyPassages.text })
  await searchOf(tx).addPassages(
    tx,
    saved.map(passage => ({ ...passage, title: policy.title })),
  )
}

async function forgetPassages(tx: Tx, slug: string, language: string): Promise<void> {
  const { policyPassages } = tables(tx)
  await searchOf(tx).removePassages(tx, slug, language)
  await tx.db
    .delete(policyPassages)
    .where(and(eq(policyPassages.policySlug, slug), eq(policyPassages.language, language)))
}

/** Brings up to date what is found of these policies in other languages than the shop's own. */
export async function indexTranslatedPolicies(tx: Tx, slugs: readonly string[]): Promise<void> {
  for (const slug of slugs) {
    const policy = await policyBySlug(tx, slug)
    if (!policy) continue
    for (const language of await passageLanguages(tx, slug)) await forgetPassages(tx, slug, language)
    for (const { language, translation } of await everyTranslationOf(tx, [subjectOf('policy', slug)])) {
      if (translation.body) await indexPassages(tx, translatedPolicy(policy, translation), language)
    }
  }
}

async function passageLanguages(tx: ReadTx, slug: string): Promise<string[]> {
  const { policySlug, language } = tables(tx).policyPassages
  const rows = await tx.db
    .selectDistinct({ language })
    .from(tables(tx).policyPassages)
    .where(and(eq(policySlug, slug), ne(language, ownLanguage)))
  return rows.map(row => row.language)
}

export type FoundPassage = TitledPolicy & {
  readonly heading: string | null
  readonly text: string
}

/**
 * The passages that hold all words of the query, else those that hold any, best first: of each policy in the language of
 * the buyer, or else in the shop's own. Words that are in none of these are looked for in every language. A query without
 * words answers the beginning of each policy.
 */
export async function findPassages(
  tx: ReadTx,
  { query, limit, languages }: { query: string; limit: number; languages: readonly string[] },
): Promise<FoundPassage[]> {
  const words = searchWords(query)
  const asked = { limit, languages: languages.length > 0 ? languages : [ownLanguage] }
  const found =
    words.length === 0
      ? await firstPassages(tx, { limit, ...languageParams(asked.languages) })
      : ((await anyMatching(tx, words, asked)) ?? (await anyMatching(tx, words, { limit })) ?? [])
  return await titled(tx, languages, found)
}

const titled = <P extends Pick<Policy, 'slug' | 'title'>>(tx: ReadTx, languages: readonly string[], policies: P[]) =>
  titledIn(tx, languages, { type: 'policy', things: policies, keyOf: ({ slug }: P) => slug })

type Places = Omit<PassageSearch, 'words' | 'mode'>

async function anyMatching(tx: ReadTx, words: readonly string[], places: Places): Promise<FoundPassage[] | undefined> {
  const { matchingPassages } = searchOf(tx)
  for (const mode of words.length === 1 ? (['all'] as const) : (['all', 'any'] as const)) {
    const found = await matchingPassages(tx, { words, mode, ...places })
    if (found.length > 0) return found
  }
  return undefined
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
    .where(and(eq(policyPassages.position, 0), isInLanguage(languagePlaceholders)))
    .orderBy(asc(policies.slug))
    .limit(sql.placeholder('limit'))
})

const searchOf = (tx: ReadTx) => (tx.dialect === 'sqlite' ? sqlite : postgres)
