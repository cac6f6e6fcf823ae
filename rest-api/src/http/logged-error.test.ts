import { expect, test } from 'vitest'
import { loggedError } from './logged-error.ts'

const asDatabasesThrow = () => {
  const refused = Object.assign(new Error('invalid input syntax for type bigint: "canary-quoted"'), {
    code: '22P02',
    detail: 'Key (email)=(canary-detail@example.com) already exists.',
    where: 'canary-where',
  })
  const query = 'insert into "customers" ("email") values ($1)'
  const message = `Failed query: ${query}\nparams: canary-first,\ncanary-mail@example.com`
  return Object.assign(new Error(message, { cause: refused }), { query, params: ['canary-param'] })
}

test('the log tells what a database refused, and none of the values in it', () => {
  const logged = loggedError(asDatabasesThrow())
  expect(JSON.stringify(logged)).not.toContain('canary')
  expect(logged).toMatchObject({
    type: 'Error',
    message: expect.stringContaining('Failed query: insert into "customers"'),
    stack: expect.stringContaining('logged-error.test.ts'),
    cause: { code: '22P02', message: 'invalid input syntax for type bigint: "[removed]"' },
  })
})

test('an address in an error is nobody’s any more, and what was thrown besides is not told', () => {
  expect(loggedError(new Error('No letter to canary@example.com could be sent.')).message).toBe(
    'No letter to [removed] could be sent.',
  )
  expect(JSON.stringify(loggedError('canary'))).not.toContain('canary')
})

test('an error that is its own cause comes to an end', () => {
  const error = new Error('round')
  error.cause = error
  expect(JSON.stringify(loggedError(error)).match(/round/g)).toHaveLength(4)
})
