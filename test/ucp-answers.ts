import { ruleProblems } from './ucp-rules.ts'
import { schemaProblems, ucpOperations } from './ucp-schemas.ts'

const problems: string[] = []
let count = 0

/** Looks at an answer that any test received; what is wrong with it fails the test that is running. */
export function noteAnswer(operation: string, answer: unknown): void {
  if (!ucpOperations.includes(operation)) return
  count += 1
  problems.push(
    ...problemsOf(operation, answer).map(problem => `${operation}: ${problem} in ${JSON.stringify(answer)}`),
  )
}

export const problemsOf = (operation: string, answer: unknown): string[] => [
  ...schemaProblems(operation, answer),
  ...ruleProblems(answer),
]

/** What was wrong with the answers since this was asked last. */
export const takeProblems = (): string[] => problems.splice(0)

export const answersSeen = (): number => count
