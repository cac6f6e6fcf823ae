import { CommerceError } from '@mitchweb/engine/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isJson, jsonBody, maxDepth, parseJson } from './json-body.ts'

const bytes = (text: string) => Buffer.from(text, 'utf8')

test('any plain JSON value is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), value => {
      const text = JSON.stringify(value)
      fc.pre(!text.includes('"__proto__":'))
      expect(parseJson(bytes(text))).toEqual(JSON.parse(text))
    }),
  )
})

test.each([
  ['{"a":1,"a":2}', 'stands twice'],
  ['{"a":{"b":1,"\\u0062":2}}', 'stands twice'],
  ['{"__proto__":{"polluted":true}}', '__proto__'],
  ['{"a":[{"\\u005f_proto__":1}]}', '__proto__'],
  ['{"a":', 'not valid JSON'],
  ["{'a':1}", 'not valid JSON'],
  ['', 'not valid JSON'],
])('%s is refused with its reason', (text, reason) => {
  expect(() => parseJson(bytes(text))).toThrow(reason)
})

test('the same name in two objects, and brackets in texts, are fine', () => {
  const text = '{"a":{"x":1},"b":{"x":"{[\\"x\\":"},"c":["x","x"]}'
  expect(parseJson(bytes(text))).toEqual(JSON.parse(text))
})

test('nesting is taken to its limit and refused beyond it', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  expect(() => parseJson(bytes(nested(maxDepth)))).not.toThrow()
  expect(() => parseJson(bytes(nested(maxDepth + 1)))).toThrow('levels deep')
  expect(() => parseJson(bytes('['.repeat(100_000)))).toThrow('levels deep')
})

test('broken UTF-8 is refused', () => {
  expect(() => parseJson(Uint8Array.from([0x22, 0xff, 0x22]))).toThrow('UTF-8')
})

test('a text of nothing but escaped quotes costs no more than its length', () => {
  const start = performance.now()
  expect(() => parseJson(bytes(`["${'\\"'.repeat(50_000)}`))).toThrow(CommerceError)
  const once = performance.now() - start
  const again = performance.now()
  expect(() => parseJson(bytes(`["${'\\"'.repeat(400_000)}`))).toThrow(CommerceError)
  // Eight times the text at quadratic cost would take sixty-four times as long.
  expect(performance.now() - again).toBeLessThan(Math.max(once, 5) * 40)
})

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'application/ucp+json',
  'Application/JSON;charset="UTF-8"',
])('%s is JSON', type => expect(isJson(type)).toBe(true))

test.each([
  '',
  'text/plain',
  'application/jsonx',
  'application/json; charset=latin1',
  'multipart/form-data; a=application/json',
])('%s is not JSON', type => expect(isJson(type)).toBe(false))

test('no body is no value, and no media type is asked of it', () => {
  expect(jsonBody({ body: undefined, headers: {} })).toBeUndefined()
  expect(jsonBody({ body: Buffer.alloc(0), headers: {} })).toBeUndefined()
  expect(() => jsonBody({ body: bytes('{}'), headers: {} })).toThrow('application/json')
})
