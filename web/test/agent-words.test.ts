import { describe, expect, test } from 'vitest'
import { grantableScopes } from '../../engine/src/contract.ts'
import { agentWordsIn } from '../app/account/agent-words.ts'
import { accountWordsIn } from '../app/account/words.ts'
import { learnEveryWord } from '../app/language/every-word.server.ts'
import { languages } from '../app/language/languages.ts'

learnEveryWord()
const english = agentWordsIn('en')

describe.each(languages)('In the language %s', language => {
  const { scopes, failure } = agentWordsIn(language)

  test.each([...grantableScopes, 'offline_access'])('people are told in words what %s lets an assistant do', scope => {
    expect(scopes[scope]).toMatch(/^\p{L}+ \p{L}[\p{L} ,]+$/u)
  })

  test('as many failures have a reason as in every other, and as much that was done is said', () => {
    expect(Object.keys(failure.reasons)).toEqual(Object.keys(english.failure.reasons))
    expect(Object.keys(accountWordsIn(language).done)).toEqual(Object.keys(accountWordsIn('en').done))
  })
})

test('no two languages say the same of what an assistant may do', () => {
  for (const scope of [...grantableScopes, 'offline_access']) {
    expect(agentWordsIn('de').scopes[scope]).not.toBe(english.scopes[scope])
  }
})
