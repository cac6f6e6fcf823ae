import { expect, test } from 'vitest'
import { measureOf, toBase, unitIn } from './measures.ts'

test.each([
  ['55 inch', 1397, 'mm'],
  ['55"', 1397, 'mm'],
  ['55 Inches', 1397, 'mm'],
  ['1.5 kg', 1500, 'g'],
  ['500g', 500, 'g'],
  ['4,5 l', 4500, 'ml'],
  ['8 fl. oz', 236.5882365, 'ml'],
  ['1,200 W', 1200, 'W'],
  ['1 200 W', 1200, 'W'],
  ['1.234,5 g', 1234.5, 'g'],
  ['1,234.5 g', 1234.5, 'g'],
  ['1,234,567 mm', 1_234_567, 'mm'],
  ['2 TB', 2_000_000, 'MB'],
  ['3,2 GHz', 3_200_000_000, 'Hz'],
  ['24 months', 63_113_904, 's'],
  ['-18 °C', -18, '°C'],
  ['42', 42, null],
  ['3.14', 3.14, null],
])('%s is %d %s', (text, number, unit) => {
  expect(measureOf(text)).toEqual({ number, unit })
})

test.each([
  'Blue',
  '',
  '10-20 cm',
  '120 x 80 cm',
  'about 5 kg',
  '5 kg net',
  '12 rolls',
  '1,2,3',
  '1.2.3',
  '9'.repeat(40),
])('%s is no measure', text => {
  expect(measureOf(text)).toBeUndefined()
})

test('measures of one kind compare, whatever their units', () => {
  const number = (text: string) => measureOf(text)!.number
  expect(number('500 g')).toBeLessThan(number('1 kg'))
  expect(number('0.1 m')).toBe(number('10 cm'))
  expect(number('1 TB')).toBeGreaterThan(number('512 GB'))
  expect(toBase(55, 'inch')).toEqual(measureOf('55"'))
  expect(toBase(1, 'rolls')).toBeUndefined()
})

test('the unit is told as the merchant wrote it', () => {
  expect(unitIn('55 inch')).toBe('inch')
  expect(unitIn('4,5l')).toBe('l')
  expect(unitIn('42')).toBeUndefined()
})
