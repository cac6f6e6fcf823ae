import { grantableScopes } from '@mitchweb/engine/contract'
import { expect, test } from 'vitest'
import { scopeWords } from './scope-words.ts'

test.each([...grantableScopes, 'offline_access'])('people are told in words what %s lets an assistant do', scope => {
  expect(scopeWords(scope)).toMatch(/^[a-z]+ [a-z ,]/)
})
