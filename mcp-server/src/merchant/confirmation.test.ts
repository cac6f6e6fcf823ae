import { expect, test } from 'vitest'
import { confirmations } from './confirmation.ts'

const secret = 'a secret of this test, 32 bytes or more'
const shown = {
  staffId: 'stf_1',
  operation: 'refund_order',
  input: { id: 'ord_1', amount: 100 },
  effect: { amount: 100 },
}
const { effect: _, ...asked } = shown
const refused = { code: 'invalid_input' }

test('a token confirms what was shown to who was shown it, each time under the same name', () => {
  const { mint, nameOf, isAsShown } = confirmations({ secret })
  const { token } = mint(shown)
  expect(nameOf(token, asked)).toBe(nameOf(token, asked))
  expect(nameOf(mint(shown).token, asked)).not.toBe(nameOf(token, asked))
  expect(isAsShown(token, { amount: 100 })).toBe(true)
  expect(isAsShown(token, { amount: 101 })).toBe(false)
  expect(nameOf(token, { ...asked, input: { amount: 100, id: 'ord_1' } })).toBe(nameOf(token, asked))
})

test.each([
  ['somebody else', { ...asked, staffId: 'stf_2' }],
  ['another operation', { ...asked, operation: 'cancel_order' }],
  ['another input', { ...asked, input: { id: 'ord_1', amount: 101 } }],
  ['less of the input', { ...asked, input: { id: 'ord_1' } }],
])('confirms nothing for %s', (_, other) => {
  const { mint, nameOf } = confirmations({ secret })
  expect(() => nameOf(mint(shown).token, other)).toThrow(expect.objectContaining(refused))
})

test('a token that was changed anywhere confirms nothing', () => {
  const { mint, nameOf } = confirmations({ secret })
  const { token } = mint(shown)
  for (let place = 0; place < token.length; place += 1) {
    const changed = `${token.slice(0, place)}${token[place] === 'x' ? 'y' : 'x'}${token.slice(place + 1)}`
    expect(() => nameOf(changed, asked), changed).toThrow(expect.objectContaining(refused))
  }
  for (const broken of ['', '.', '...', `${token}.more`, token.slice(1), token.split('.').toReversed().join('.')])
    expect(() => nameOf(broken, asked), broken).toThrow(expect.objectContaining(refused))
})

test('a token of another server’s key confirms nothing, and one of a node that shares the key does', () => {
  const { token } = confirmations({ secret }).mint(shown)
  expect(confirmations({ secret }).nameOf(token, asked)).toBeTruthy()
  const other = confirmations({ secret: secret.replace('this', 'that') })
  expect(() => other.nameOf(token, asked)).toThrow(expect.objectContaining(refused))
})

test('a token ends with its time, and what was used is remembered no longer', () => {
  let now = 1000
  const { mint, nameOf, use, isUsed } = confirmations({ secret, now: () => now, seconds: 60 })
  const { token, expiresAt } = mint(shown)
  expect(expiresAt).toEqual(new Date(61_000))
  const name = nameOf(token, asked)
  expect(isUsed(name)).toBe(false)
  use(name)
  expect(isUsed(name)).toBe(true)
  now = 61_000
  expect(() => nameOf(token, asked)).toThrow(expect.objectContaining({ code: 'conflict' }))
  use('another')
  expect(isUsed(name)).toBe(false)
})
