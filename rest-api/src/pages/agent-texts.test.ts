import { grantableScopes } from '@mitchweb/engine/contract'
import { describe, expect, test } from 'vitest'
import { agentTexts } from './agent-texts.ts'

describe.each(Object.entries(agentTexts))('In the language %s', (_, { scopes, failure }) => {
  test.each([...grantableScopes, 'offline_access'])('people are told in words what %s lets an assistant do', scope => {
    expect(scopes[scope]).toMatch(/^\p{L}+ \p{L}[\p{L} ,]+$/u)
  })

  test('as many failures have a reason as in every other', () => {
    expect(Object.keys(failure.reasons)).toEqual(Object.keys(agentTexts.en.failure.reasons))
  })
})

test('no two languages say the same of what an assistant may do', () => {
  for (const scope of [...grantableScopes, 'offline_access']) {
    expect(agentTexts.de.scopes[scope]).not.toBe(agentTexts.en.scopes[scope])
  }
})
