import { expect, test } from 'vitest'
import { dropEchoes } from './operation.ts'

const echoes = { total: true, lines: { title: true, item: { price: true } } } as const

test('what only answers carry is dropped from what comes back, inside objects and lists, and nothing else is', () => {
  const answer = {
    id: 'crt_1',
    total: { amount: 5 },
    lines: [{ id: 'line_1', title: 'Mug', item: { id: 'var_1', price: 500 }, quantity: 2 }, { title: 'Cup' }],
    title: 'stays, because only lines have a title of the shop',
  }
  expect(dropEchoes(answer, echoes)).toEqual({
    id: 'crt_1',
    lines: [{ id: 'line_1', item: { id: 'var_1' }, quantity: 2 }, {}],
    title: 'stays, because only lines have a title of the shop',
  })
  expect(answer.lines[0]).toHaveProperty('title', 'Mug')
})

test('an operation without echoes sees its input as it came', () => {
  const input = { total: 1 }
  expect(dropEchoes(input, undefined)).toBe(input)
})

test('input of any other kind passes through for the schema to refuse', () => {
  for (const odd of [null, 5, 'total', true, [], [null, 'total'], undefined]) {
    expect(dropEchoes(odd, echoes)).toEqual(odd)
    expect(dropEchoes({ lines: odd }, echoes)).toEqual({ lines: odd })
  }
})

test('names that objects inherit are no echoes and stay for the schema to refuse', () => {
  const hostile = JSON.parse('{"constructor": 1, "__proto__": {"total": 2}, "toString": 3}')
  const dropped = dropEchoes(hostile, echoes) as object
  expect(Object.keys(dropped)).toEqual(['constructor', '__proto__', 'toString'])
  expect(Object.getPrototypeOf(dropped)).toBe(Object.prototype)
})

test('lists in lists, however deep, cost nothing', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  expect(() => dropEchoes({ lines: deep }, echoes)).not.toThrow()
})
