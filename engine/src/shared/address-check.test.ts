import { describe, expect, test } from 'vitest'
import { checkAddress } from './address-check.ts'
import { countryCode } from './countries.ts'
import { dialledNumber } from './phone.ts'
import { readPostalCode } from './postal-formats.ts'
import { regionCode } from './regions.ts'

const advice = (address: Parameters<typeof checkAddress>[0]) =>
  checkAddress(address).advice.map(({ field, suggested }) => `${field}: ${suggested}`)

describe('a postal code', () => {
  /** One real code of each country, as it is written there. */
  const real =
    `AD AD500|AL 1001|AR C1425ABC|AT 1010|AU 2000|BA 71000|BE 1000|BG 1000|BR 01310-100|CA K1A 0B1|CH 8001|CL 8320000
    |CN 100000|CO 110111|CY 1010|CZ 110 00|DE 10115|DK 1050|EE 10111|EG 11511|ES 28013|FI 00100|FR 75001|GB SW1A 1AA|GB M1 1AE
    |GB B33 8TH|GB CR2 6XH|GB DN55 1PT|GB W1A 0AX|GB EC1A 1BB|GR 104 31|HR 10000|HU 1051|ID 10110|IE D02 AF30|IE D6W XA00
    |IL 9190001|IN 110001|IS 101|IT 00184|JP 100-0001|KR 03051|LI 9490|LT 01100|LU 1111|LV LV-1010|MA 10000|MC 98000|ME 81000
    |MK 1000|MT VLT 1117|MX 06000|MY 50000|NL 1012 AB|NO 0150|NZ 6011|PH 1000|PL 00-950|PT 1000-001|RO 010011|RS 11000
    |SE 111 20|SG 238801|SI 1000|SK 811 01|SM 47890|TH 10200|TR 34000|TW 100|UA 01001|US 10001|US 10001-1234|VA 00120|VN 100000
    |ZA 8001`
      .split('|')
      .map(row => row.trim())

  test.each(real)('%s is taken as it stands, and without its blanks and hyphens', row => {
    const [country, code] = [row.slice(0, 2), row.slice(3)]
    expect(readPostalCode(country, code)).toEqual({ known: true, written: code })
    expect(readPostalCode(country, code.toLowerCase().replace(/[ -]/g, ''))).toEqual({ known: true, written: code })
  })

  test('is known of all countries of the Union and fifteen more', () => {
    const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
    for (const country of union)
      expect(
        real.some(row => row.startsWith(country)),
        country,
      ).toBe(true)
    expect(new Set(real.map(row => row.slice(0, 2))).size).toBeGreaterThanOrEqual(42)
  })

  test.each([
    ['GB', 'SW1A1AA', 'SW1A 1AA'],
    ['DE', 'D-10115', '10115'],
    ['DE', 'DE 10115', '10115'],
    ['DE', '1O115', '10115'],
    ['DE', 'l0115', '10115'],
    ['DE', '1067', '01067'],
    ['US', '2134', '02134'],
    ['CA', 'K1A OB1', 'K1A 0B1'],
    ['CA', 'k1a0b1', 'K1A 0B1'],
    ['NL', '1012ab', '1012 AB'],
    ['NL', '1012 A8', undefined],
    ['IE', 'd02af30', 'D02 AF30'],
    ['LV', '1010', 'LV-1010'],
    ['SE', 'SE-11120', '111 20'],
    ['AT', 'A-1010', '1010'],
    ['DE', '123', undefined],
    ['DE', '101156', undefined],
    ['US', 'ABCDE', undefined],
  ])('of %s that reads %s means %s', (country, text, written) => {
    const reading = readPostalCode(country, text)
    expect(reading.known && reading.written).toBe(written)
  })

  test('that means nothing says what codes look like there', () => {
    expect(checkAddress({ address_country: 'DE', postal_code: '123' }).fault?.text).toBe(
      '"123" is no postal code of Germany; those look like 12345.',
    )
    expect(checkAddress({ address_country: 'NL', postal_code: '12' }).fault?.text).toMatch(/those look like 1234 AA\.$/)
  })

  test('of a country of which nothing is known is taken as it stands', () => {
    expect(checkAddress({ address_country: 'AE', postal_code: 'anything' })).toMatchObject({
      advice: [],
      country: 'AE',
    })
  })
})

describe('a country', () => {
  test.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['Deutschland', 'DE'],
    ['Germany', 'DE'],
    ['DEU', 'DE'],
    ['UK', 'GB'],
    ['U.K.', 'GB'],
    ['England', 'GB'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['Österreich', 'AT'],
    ['Suisse', 'CH'],
    ['España', 'ES'],
    ['日本', 'JP'],
    ['Atlantis', undefined],
    ['XX', undefined],
    ['', undefined],
  ])('called %s is %s', (text, code) => expect(countryCode(text)).toBe(code))

  test('that is not written as its code is suggested', () => {
    expect(advice({ address_country: 'Deutschland', postal_code: 'D-10115' })).toEqual([
      'address_country: DE',
      'postal_code: 10115',
    ])
    expect(advice({ address_country: 'de', postal_code: '10115' })).toEqual([])
    expect(checkAddress({ address_country: 'Atlantis' })).toMatchObject({
      country: undefined,
      fault: { field: 'address_country' },
    })
  })
})

describe('a region', () => {
  test.each([
    ['US', 'California', 'CA'],
    ['US', 'us-ca', 'CA'],
    ['US', ' new  york ', 'NY'],
    ['CA', 'Québec', 'QC'],
    ['CA', 'Nouvelle-Ecosse', 'NS'],
    ['AU', 'new south wales', 'NSW'],
    ['DE', 'Bayern', 'BY'],
    ['BR', 'sao paulo', 'SP'],
    ['US', 'Kalifornien', undefined],
    ['CH', 'zh', 'ZH'],
  ])('of %s called %s is %s', (country, text, code) => expect(regionCode(country, text)).toBe(code))

  test('is suggested as its code, or as the one in which the postal code lies', () => {
    const us = { address_country: 'US', postal_code: '94016' }
    expect(advice({ ...us, address_region: 'CA' })).toEqual([])
    expect(advice({ ...us, address_region: 'California' })).toEqual(['address_region: CA'])
    expect(advice({ ...us, address_region: 'Kalifornien' })).toEqual(['address_region: CA'])
    expect(advice({ ...us, address_region: 'NY' })).toEqual(['address_region: CA'])
    expect(checkAddress({ ...us, address_region: 'NY' }).advice[0]?.text).toBe(
      '94016 does not lie in New York but in California. Is address_region "CA"?',
    )
    expect(advice({ address_country: 'CA', postal_code: 'V6B1A1', address_region: 'ON' })).toEqual([
      'address_region: BC',
      'postal_code: V6B 1A1',
    ])
    expect(advice({ address_country: 'DE', postal_code: '10115', address_region: 'Bayern' })).toEqual([
      'address_region: undefined',
    ])
    expect(advice({ address_country: 'DE', postal_code: '80331', address_region: 'Bayern' })).toEqual([])
  })

  test('is read by carriers as its code, whatever the buyer wrote', () => {
    const { read } = checkAddress({ address_country: 'USA', postal_code: '94O16', address_region: 'california' })
    expect(read).toEqual({ address_country: 'US', postal_code: '94016', address_region: 'CA' })
  })
})

test.each([
  ['030 1234567', 'DE', '+49301234567'],
  ['+49 (0)30 1234567', 'FR', '+49301234567'],
  ['(415) 555-2671', 'US', '+14155552671'],
  ['020 7946 0018', 'GB', '+442079460018'],
  ['12', 'DE', undefined],
  ['call me', 'DE', undefined],
  ['030 1234567', undefined, undefined],
  ['030 1234567', 'QQ', undefined],
])('the phone number %s in %s is dialled as %s', async (text, country, dialled) => {
  expect(await dialledNumber(text, country)).toBe(dialled)
})
