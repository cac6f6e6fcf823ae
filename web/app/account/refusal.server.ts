import { CommerceError } from '@mitchweb/engine/contract'
import { data } from 'react-router'
import type { Language } from '../language/languages.ts'
import { refusedIn, wrongFieldIn } from '../visit/refused-in.server.ts'
import { accountWordsIn } from './words.ts'

/** What a form shows again after it was refused: why, and what was typed that is no secret. */
export type Refused = {
  readonly refused: string
  /** Which of a page's forms it was. */
  readonly step: string
  readonly fields: Readonly<Record<string, string>>
}

type Asked = {
  readonly error: unknown
  readonly language: Language
  readonly step: string
  readonly fields: Readonly<Record<string, string>>
}

/** The answer to a form that the shop refuses, with the status that programs get. What is no refusal is thrown on. */
export function refusal({ error, language, step, fields }: Asked) {
  if (!(error instanceof CommerceError)) throw error
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => !name.includes('password')))
  return data<Refused>({ refused: sentence(error, language), step, fields: kept }, { status: error.status })
}

/** English is what the shop speaks by itself, and what it says of accounts it says to people. */
function sentence(error: CommerceError, language: Language): string {
  const { refusals } = accountWordsIn(language)
  return (
    refusals[String(error.details.reason)] ??
    wrongFieldIn(language, error) ??
    refusals[error.code] ??
    (language === 'en' && error.code !== 'version_conflict' ? error.message : refusedIn(language, error))
  )
}
