import { expect, test } from 'vitest'
import { nearNames } from './attribute-filters.ts'
import { attributeKey, attributeValue, tagValue, valueKeyOf } from './attribute-values.ts'

test('one value has one key, however it is written', () => {
  expect(valueKeyOf('0.5 kg')).toBe(valueKeyOf('500 g'))
  expect(valueKeyOf('TRUE')).toBe(valueKeyOf('Yes'))
  expect(valueKeyOf('false')).toBe(valueKeyOf('no'))
  expect(valueKeyOf('  Crème ')).toBe(valueKeyOf('creme'))
  expect(attributeKey('Größe')).toBe(attributeKey('grosse'.replace('ss', 'ß')))
  expect(valueKeyOf('55')).not.toBe(valueKeyOf('55 inch'))
})

test('a value keeps the words of the merchant', () => {
  expect(attributeValue('Screen  size', '55 Inch')).toEqual({
    nameKey: 'attribute:screen size',
    valueKey: '1397 mm',
    number: 1397,
    unit: 'mm',
    name: 'Screen size',
    label: '55 Inch',
  })
  expect(attributeValue('Colour', 'Sea Blue')).toMatchObject({ valueKey: 'sea blue', number: null, label: 'Sea Blue' })
})

test('what says nothing, or more than others can share, is no value', () => {
  expect(attributeValue('Colour', '​ ')).toBeUndefined()
  expect(attributeValue(' ', 'Blue')).toBeUndefined()
  expect(attributeValue('Care', 'Wash cold. '.repeat(20))).toBeUndefined()
  // One letter that becomes eighteen when it is folded.
  expect(tagValue('ﷺ'.repeat(50))).toBeUndefined()
})

test('names that are spelt nearly so are found, the nearest first', () => {
  const names = ['Colour', 'Material', 'Screen size', 'Size', 'Weight']
  expect(nearNames('color', names)).toEqual(['Colour'])
  expect(nearNames('screensize', names)).toEqual(['Screen size', 'Size'])
  expect(nearNames('Materials', names)).toEqual(['Material'])
  expect(nearNames('voltage', names)).toEqual([])
})
