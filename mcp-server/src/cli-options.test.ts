import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandFrom } from './cli-options.ts'

const here = { folder: '/work', home: '/home/ann', isWritable: () => true }
const from = (args: string[], environment: Record<string, string> = {}, more: Partial<typeof here> = {}) =>
  commandFrom(args, { ...here, ...more, environment })

describe('mitchweb-mcp', () => {
  test('opens the demo shop beside you, or at home where nothing may be written', () => {
    expect(from([])).toMatchObject({
      place: { kind: 'database', database: join('/work', 'data', 'shop.db') },
      fill: true,
    })
    expect(from([], {}, { isWritable: () => false })).toMatchObject({
      place: { database: join('/home/ann', '.mitchweb', 'shop.db') },
    })
  })

  test.each([
    [['--database', 'a.db'], {}, { kind: 'database', database: 'a.db' }],
    [['--url', 'http://localhost:3000'], {}, { kind: 'url', url: 'http://localhost:3000' }],
    [[], { MITCHWEB_DATABASE: 'b.db' }, { kind: 'database', database: 'b.db' }],
    [[], { MITCHWEB_URL: 'https://shop.example' }, { kind: 'url', url: 'https://shop.example' }],
    [['--database', 'a.db'], { MITCHWEB_URL: 'https://shop.example' }, { kind: 'database', database: 'a.db' }],
    [['--url', 'https://other.example'], { MITCHWEB_DATABASE: 'b.db' }, { kind: 'url', url: 'https://other.example' }],
    [
      ['--demo'],
      { MITCHWEB_DATABASE: 'b.db', MITCHWEB_URL: 'https://shop.example' },
      { kind: 'database', database: join('/work', 'data', 'shop.db') },
    ],
    [['--demo', '--database', 'a.db'], {}, { kind: 'database', database: 'a.db' }],
  ])('%j with %j takes the place that was named last and nearest', (args, environment, place) => {
    expect(from(args, environment)).toMatchObject({ kind: 'serve', place })
  })

  test('leaves an empty shop empty when told so, but not a demo', () => {
    expect(from([], { MITCHWEB_DEMO: '0' })).toMatchObject({ fill: false })
    expect(from(['--demo'], { MITCHWEB_DEMO: '0' })).toMatchObject({ fill: true })
  })

  test.each([
    [['--databse', 'x'], /databse/],
    [['--database', 'x', '--url', 'http://y'], /not both/],
    [['--url', 'ftp://y'], /http:\/\//],
    [['shop.db'], /shop\.db/],
  ])('%j is a mistake that it names', (args, message) => {
    expect(from(args)).toMatchObject({ kind: 'mistake', message: expect.stringMatching(message) })
  })

  test('helps, and reads only, on request', () => {
    expect(from(['-h'])).toEqual({ kind: 'help' })
    expect(from(['--read-only'])).toMatchObject({ readOnly: true })
  })
})
