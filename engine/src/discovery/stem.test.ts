import { expect, test } from 'vitest'
import { stemOf } from './stem.ts'

test.each([
  ['batteries', 'battery'],
  ['watches', 'watch'],
  ['boxes', 'box'],
  ['glasses', 'glass'],
  ['cases', 'case'],
  ['headphones', 'headphone'],
  ['knives', 'knive'],
  ['running', 'run'],
  ['runs', 'run'],
  ['folded', 'folding'],
  ['charged', 'charges'],
  ['toys', 'toy'],
])('%s and %s are one word to a search', (one, other) => {
  expect(stemOf(one)).toBe(stemOf(other))
})

test.each([
  ['general', 'generic'],
  ['charger', 'charge'],
  ['controller', 'control'],
  ['glass', 'glas'],
  ['ring', 'red'],
  ['ps4', 'ps'],
])('%s and %s are not', (one, other) => {
  expect(stemOf(one)).not.toBe(stemOf(other))
})
