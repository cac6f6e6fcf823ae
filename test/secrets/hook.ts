import { afterAll, afterEach, expect } from 'vitest'
import { watchAnswers } from './answers.ts'
import { watchChildren } from './children.ts'
import { watchClosing } from './databases.ts'
import { takeFindings } from './findings.ts'

watchAnswers()
watchChildren()
watchClosing()

const expectNothingFound = () => expect(takeFindings(), 'secrets were kept, logged or answered').toEqual([])
afterEach(expectNothingFound)
// A process or a connection may end after the test that began it.
afterAll(expectNothingFound)
