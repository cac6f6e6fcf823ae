import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyse } from 'scslre'
import { parseSync, Visitor } from 'vite'
import { expect, test } from 'vitest'
import { root } from './root.ts'

type Expression = { readonly source: string; readonly flags: string }

/** The regular expressions that a file writes down. */
function expressionsIn(code: string): Expression[] {
  const found: Expression[] = []
  const visitor = new Visitor({
    Literal(node) {
      if ('regex' in node) found.push({ source: node.regex.pattern, flags: node.regex.flags })
    },
  })
  visitor.visit(parseSync('file.ts', code).program)
  return found
}

/** Texts on which it would take the square of their length, or worse, are found by the part that repeats. */
const slowParts = (expression: Expression): string[] =>
  analyse(expression).reports.map(({ type, exponential }) => (exponential ? `exponential ${type}` : type))

const files = globSync('{engine,mcp-server,rest-api,web}/{src,bin,app,server}/**/*.{ts,tsx,mjs}', { cwd: root })
  .filter(file => !file.endsWith('.test.ts'))
  .sort()

test('no text takes longer to match than its length allows', () => {
  const all = files.flatMap(file =>
    expressionsIn(readFileSync(join(root, file), 'utf8')).map(expression => ({ file, expression })),
  )
  expect(all.length).toBeGreaterThan(200)
  expect(
    all.flatMap(({ file, expression }) => {
      const parts = slowParts(expression)
      return parts.length > 0 ? [`/${expression.source}/${expression.flags} in ${file}: ${parts.join(', ')}`] : []
    }),
  ).toEqual([])
})

test.each(['/^(a+)+$/', '/\\s+$/', '/^\\s*(.*?)\\s*$/m'])('%s is found', code => {
  expect(expressionsIn(`const slow = ${code}`).flatMap(slowParts)).not.toEqual([])
})
