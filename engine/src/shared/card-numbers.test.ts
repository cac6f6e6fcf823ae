import { describe, expect, test } from 'vitest'
import { cardNumbersIn } from './card-numbers.ts'

describe('A card number', () => {
  test.each([
    '4242424242424242',
    'pay with 4242 4242 4242 4242, please',
    '{"note":"5555-5555-5555-4444"}',
    '378282246310005',
  ])('is seen in %s', text => {
    expect(cardNumbersIn(text)).toHaveLength(1)
  })

  test.each([
    '4242424242424241',
    'gft_4242424242424242',
    '4242424242424242abc',
    '0000000000000000',
    '+4930123456789',
    '{"amount":4242}',
    '1.4242424242424242',
  ])('is not seen in %s', text => {
    expect(cardNumbersIn(text)).toEqual([])
  })
})
