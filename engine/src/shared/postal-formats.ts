/**
 * How postal codes are written, after the Universal Postal Union's addressing guides and Unicode CLDR: N is a digit, A a
 * letter, X either, a small letter itself. Countries that are not here have no codes, or some that nothing is known of.
 */
const formats: Readonly<Record<string, string>> = {
  AD: 'adNNN',
  AL: 'NNNN',
  AR: 'NNNN|ANNNNAAA',
  AT: 'NNNN',
  AU: 'NNNN',
  BA: 'NNNNN',
  BE: 'NNNN',
  BG: 'NNNN',
  BR: 'NNNNN-NNN',
  CA: 'ANA NAN',
  CH: 'NNNN',
  CL: 'NNNNNNN',
  CN: 'NNNNNN',
  CO: 'NNNNNN',
  CY: 'NNNN',
  CZ: 'NNN NN',
  DE: 'NNNNN',
  DK: 'NNNN',
  EE: 'NNNNN',
  EG: 'NNNNN',
  ES: 'NNNNN',
  FI: 'NNNNN',
  FR: 'NNNNN',
  GB: 'AN NAA|ANN NAA|AAN NAA|AANN NAA|ANA NAA|AANA NAA|gir 0aa',
  GR: 'NNN NN',
  HR: 'NNNNN',
  HU: 'NNNN',
  ID: 'NNNNN',
  IE: 'ANN XXXX|d6w XXXX',
  IL: 'NNNNNNN|NNNNN',
  IN: 'NNNNNN',
  IS: 'NNN',
  IT: 'NNNNN',
  JP: 'NNN-NNNN',
  KR: 'NNNNN',
  LI: 'NNNN',
  LT: 'NNNNN|lt-NNNNN',
  LU: 'NNNN',
  LV: 'lv-NNNN',
  MA: 'NNNNN',
  MC: '980NN',
  ME: 'NNNNN',
  MK: 'NNNN',
  MT: 'AAA NNNN',
  MX: 'NNNNN',
  MY: 'NNNNN',
  NL: 'NNNN AA',
  NO: 'NNNN',
  NZ: 'NNNN',
  PH: 'NNNN',
  PL: 'NN-NNN',
  PT: 'NNNN-NNN',
  RO: 'NNNNNN',
  RS: 'NNNNN',
  SE: 'NNN NN',
  SG: 'NNNNNN',
  SI: 'NNNN',
  SK: 'NNN NN',
  SM: '4789N',
  TH: 'NNNNN',
  TR: 'NNNNN',
  TW: 'NNN|NNNNN|NNNNNN',
  UA: 'NNNNN',
  US: 'NNNNN|NNNNN-NNNN',
  VA: '00120',
  VN: 'NNNNNN|NNNNN',
  ZA: 'NNNN',
}

/** How people write a country's letter before its codes, besides its two-letter code: "D-10115". */
const vehicleSigns: Readonly<Record<string, string>> = {
  AT: 'A',
  BE: 'B',
  DE: 'D',
  ES: 'E',
  FI: 'FIN',
  FR: 'F',
  HU: 'H',
  IT: 'I',
  LU: 'L',
  NO: 'N',
  PT: 'P',
  SE: 'S',
  SI: 'SLO',
}

export type PostalReading =
  | { readonly known: false }
  /** `written` is how the country writes it, whatever blanks, letter case or slips of the pen it came with. */
  | { readonly known: true; readonly written: string }
  | { readonly known: true; readonly written?: undefined; readonly form: string }

/** What a postal code must mean in a country, if anything. */
export function readPostalCode(country: string, text: string): PostalReading {
  const masks = formats[country]?.split('|')
  if (!masks) return { known: false }
  const key = text.toUpperCase().replace(/[\s.,–-]/g, '')
  const candidates = [key, ...withoutSign(country, key), country + key]
  for (const fit of [exactly, withoutSlips]) {
    for (const candidate of candidates) {
      const written = masks.map(mask => fit(mask, candidate)).find(found => found !== undefined)
      if (written !== undefined) return { known: true, written }
    }
  }
  const padded = /^\d+$/.test(key) && masks.map(mask => exactly(mask, `0${key}`)).find(found => found !== undefined)
  return padded ? { known: true, written: padded } : { known: true, form: masks.map(shown).join(' or ') }
}

const withoutSign = (country: string, key: string): string[] =>
  [country, vehicleSigns[country]].flatMap(sign =>
    sign !== undefined && key.startsWith(sign) ? [key.slice(sign.length)] : [],
  )

const exactly = (mask: string, key: string) => fitted(mask, key, [])

/** O for 0 and I or L for 1, and the other way round, where the place tells which was meant. */
const withoutSlips = (mask: string, key: string) =>
  fitted(mask, key, [
    ['N', 'O', '0'],
    ['N', 'I', '1'],
    ['N', 'L', '1'],
    ['A', '0', 'O'],
    ['A', '1', 'I'],
  ])

type Slip = readonly [place: string, found: string, meant: string]

function fitted(mask: string, key: string, slips: readonly Slip[]): string | undefined {
  if (key.length !== mask.replace(/[^A-Za-z0-9]/g, '').length) return undefined
  let at = 0
  let written = ''
  for (const place of mask) {
    if (!/[A-Za-z0-9]/.test(place)) {
      written += place
      continue
    }
    const found = key[at++] ?? ''
    const meant = isAt(place, found) ? found : slips.find(([where, slip]) => where === place && slip === found)?.[2]
    if (meant === undefined) return undefined
    written += meant
  }
  return written
}

function isAt(place: string, character: string): boolean {
  if (place === 'N') return /\d/.test(character)
  if (place === 'A') return /[A-Z]/.test(character)
  return place === 'X' ? /[A-Z\d]/.test(character) : place.toUpperCase() === character
}

/** "12345", "A1A 1A1": the form by example. */
function shown(mask: string): string {
  let digit = 0
  return mask
    .replace(/[NX]/g, () => {
      digit = (digit % 9) + 1
      return String(digit)
    })
    .toUpperCase()
}
