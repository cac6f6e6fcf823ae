import { expect, test } from 'vitest'
import { forgotten, pagePatterns } from '../bench/looked-at.ts'

test('a page of which no picture is taken is named', () => {
  const patterns = pagePatterns()
  expect(patterns).toEqual(expect.arrayContaining(['/', '/products/:handle', '/account/agents', '/policies', '/*']))
  const addresses = patterns.map(pattern => pattern.replace('*', 'nothing-here').replace(/:\w+/, 'some-thing'))
  expect(forgotten(addresses)).toEqual([])
  expect(forgotten(addresses.filter(address => address !== '/policies'))).toEqual(['/policies'])
  expect(forgotten(addresses.filter(address => address !== '/products/some-thing'))).toEqual(['/products/:handle'])
})
