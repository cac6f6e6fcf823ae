import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CsvError, csvLine, csvRows, defused } from './csv.ts'

async function rows(...parts: (Buffer | string)[]): Promise<string[][]> {
  const found: string[][] = []
  for await (const { cells } of csvRows(pieces(parts))) found.push([...cells])
  return found
}

async function* pieces<T>(parts: readonly T[]): AsyncGenerator<T> {
  yield* parts
}

const letters = (text: string) => [...text]

describe('a CSV file', () => {
  test('is read the same however it is cut into pieces', async () => {
    const text = '\uFEFFa,"b ""x"", y",  c \r\n"1\r\n2",,3\r"",  "padded"  ,z\n\nlast'
    const expected = [['a', 'b "x", y', '  c '], ['1\r\n2', '', '3'], ['', 'padded', 'z'], [''], ['last']]
    expect(await rows(text)).toEqual(expected)
    expect(await rows(...letters(text))).toEqual(expected)
    expect(await rows(Buffer.from(text))).toEqual(expected)
  })

  test('counts lines, those inside quotes too', async () => {
    const lines: number[] = []
    for await (const { line } of csvRows(pieces(['a\r\n"b\r\n\r\nc"\nd\re']))) lines.push(line)
    expect(lines).toEqual([1, 2, 5, 6])
  })

  test('may be UTF-16 where it says so', async () => {
    const text = '\uFEFFHandle,Täglich\r\nmug,☕\r\n'
    const little = Buffer.from(text, 'utf16le')
    const expected = [
      ['Handle', 'Täglich'],
      ['mug', '☕'],
    ]
    expect(await rows(little)).toEqual(expected)
    expect(await rows(Buffer.from(little).swap16())).toEqual(expected)
  })

  test.each([
    ['a,"b\nc\n', 1, 2, 'never closed'],
    ['a\nb,"c" d\n', 2, 2, 'written twice'],
    ['a\n"b\n",c"d\n', 3, 2, 'middle of a cell'],
  ])('that is broken says where: %j', async (text, line, cell, message) => {
    await expect(rows(text)).rejects.toMatchObject({ line, cell, message: expect.stringContaining(message) })
  })

  test('in another encoding is refused with its line', async () => {
    const broken = Buffer.concat([Buffer.from('a\nb\n'), Buffer.from([0x66, 0xfc, 0x72])])
    await expect(rows(Buffer.from('a\n'), broken)).rejects.toThrow(/not UTF-8/)
  })

  test('with a cell of ten megabytes is refused before it is held', async () => {
    let pulled = 0
    async function* endless() {
      yield 'a,"'
      for (; pulled < 200; pulled++) yield 'x'.repeat(65_536)
    }
    await expect(async () => {
      for await (const _ of csvRows(endless()));
    }).rejects.toBeInstanceOf(CsvError)
    expect(pulled).toBeLessThan(70)
  })
})

describe('a written row', () => {
  test('is read back as it was', async () => {
    const cells = ['', 'plain', 'a,b', 'say "x"', 'two\r\nlines', ' padded ', '=1+1']
    expect(await rows(csvLine(cells), csvLine([...cells].reverse()))).toEqual([cells, [...cells].reverse()])
  })
})

test.each([
  ['=cmd|calc', "'=cmd|calc"],
  ['+1 555 0100', "'+1 555 0100"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['  =1', "'  =1"],
  ['-12.50', '-12.50'],
  ['a=b', 'a=b'],
])('%j is no formula as %j', (cell, expected) => {
  expect(defused(cell)).toBe(expected)
})

const spectrum = new URL('../../../../shared/data/hostile/csv-spectrum/', import.meta.url)
const here = existsSync(spectrum)

describe.skipIf(!here)('the csv-spectrum (skipped where ../shared is absent)', () => {
  const names = here ? readdirSync(spectrum).filter(name => name.endsWith('.csv')) : []

  test.each(names)('%s is read as its JSON says', async name => {
    const source = readFileSync(new URL(name, spectrum), 'utf8')
    const json = readFileSync(new URL(name.replace('csvs__', 'json__').replace('.csv', '.json'), spectrum), 'utf8')
    // Of one file the copy at hand has lost its CRLF, but not of its JSON.
    const expected = JSON.parse(source.includes('\r') ? json : json.replaceAll('\\r\\n', '\\n'))
    const [header = [], ...body] = await rows(source)
    expect(body.map(cells => Object.fromEntries(cells.map((cell, index) => [header[index], cell])))).toEqual(expected)
  })
})
