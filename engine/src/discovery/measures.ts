/** A number in the base unit of what it measures; without a unit it only counts. */
export type Measure = { readonly number: number; readonly unit: string | null }

/**
 * "55 inch", "1,5 kg" or "1 200" as a number in a base unit, so that 500 g is less than 1 kg; nothing of a text that says
 * more or less than one measure. A comma with exactly three digits behind it parts thousands.
 */
export function measureOf(text: string): Measure | undefined {
  const [, digits, word] = /^([-+]?\d(?:[\d.,\u00a0\u202f' ]*\d)?)\s*([^\d\s].{0,19})?$/u.exec(text.trim()) ?? []
  const number = digits === undefined ? undefined : numberOf(digits)
  if (number === undefined) return undefined
  if (word === undefined) return { number, unit: null }
  const unit = unitNamed(word)
  return unit && { number: rounded(number * unit.size), unit: unit.base }
}

/** How a text calls the unit of its measure: "inch" in "55 inch". */
export const unitIn = (text: string): string | undefined => /[^\d.,\s+-].*/su.exec(text.trim())?.[0]

/** A number in a unit that the shop or a buyer names, in its base unit. */
export function toBase(number: number, unit: string): Measure | undefined {
  const known = unitNamed(unit)
  return known && { number: rounded(number * known.size), unit: known.base }
}

export function fromBase(number: number, unit: string): number {
  const known = unitNamed(unit)
  return known ? rounded(number / known.size) : number
}

function numberOf(digits: string): number | undefined {
  const plain = digits.replace(/(?<=\d)[\u00a0\u202f' ](?=\d{3}(?:\D|$))/gu, '')
  const points = plain.match(/[.,]/g) ?? []
  const [first, last] = [points[0], points.at(-1)]
  const isThousands = points.length > 1 ? first === last : first === ',' && /^[-+]?\d{1,3},\d{3}$/.test(plain)
  const parted = isThousands ? plain.replace(/[.,]/g, '') : withPoint(plain, last)
  if (isThousands && !/^[-+]?\d{1,3}(?:[.,]\d{3})+$/.test(plain)) return undefined
  const number = /^[-+]?\d{1,15}(?:\.\d{1,15})?$/.test(parted) ? Number(parted) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

/** Only the last mark is the decimal one. */
function withPoint(plain: string, mark: string | undefined): string {
  if (mark === undefined) return plain
  const at = plain.lastIndexOf(mark)
  return `${plain.slice(0, at).replace(/[.,]/g, '')}.${plain.slice(at + 1)}`
}

/** Twelve digits are exact enough, and 0.1 + 0.2 is 0.3. */
const rounded = (number: number): number => Number(number.toPrecision(12))

type Unit = { readonly base: string; readonly size: number }

/** By base unit, each unit with its names and how many base units it is. */
const unitTable: Readonly<Record<string, readonly (readonly [size: number, names: string])[]>> = {
  mm: [
    [0.001, 'µm micrometre micrometer'],
    [1, 'mm millimetre millimeter'],
    [10, 'cm centimetre centimeter zentimeter'],
    [1000, 'm metre meter'],
    [1_000_000, 'km kilometre kilometer'],
    [25.4, 'in inch inches zoll " ” ″'],
    [304.8, 'ft foot feet fuß'],
    [914.4, 'yd yard'],
  ],
  g: [
    [0.001, 'mg milligram milligramm'],
    [1, 'g gr gram gramm gramme'],
    [1000, 'kg kilo kilogram kilogramm kilogramme'],
    [1_000_000, 't tonne'],
    [28.349523125, 'oz ounce unze'],
    [453.59237, 'lb lbs pound'],
  ],
  ml: [
    [1, 'ml millilitre milliliter'],
    [10, 'cl centilitre centiliter'],
    [100, 'dl decilitre deciliter'],
    [1000, 'l litre liter'],
    [29.5735295625, 'floz'],
    [3785.411784, 'gal gallon'],
  ],
  mm2: [
    [1, 'mm² mm2'],
    [100, 'cm² cm2'],
    [1_000_000, 'm² m2 sqm'],
    [92_903.04, 'ft² ft2 sqft'],
  ],
  s: [
    [0.001, 'ms millisecond millisekunde'],
    [1, 's sec second sekunde'],
    [60, 'min minute minuten'],
    [3600, 'h hr hour stunde stunden'],
    [86_400, 'd day tag tage'],
    [604_800, 'week woche wochen'],
    [2_629_746, 'month monat monate'],
    [31_556_952, 'y yr year jahr jahre'],
  ],
  MB: [
    [0.001, 'kb kilobyte'],
    [1, 'mb megabyte'],
    [1000, 'gb gigabyte'],
    [1_000_000, 'tb terabyte'],
  ],
  'Mbit/s': [
    [0.001, 'kbit/s kbps'],
    [1, 'mbit/s mbps'],
    [1000, 'gbit/s gbps'],
  ],
  W: [
    [0.001, 'mw milliwatt'],
    [1, 'w watt'],
    [1000, 'kw kilowatt'],
    [735.49875, 'ps'],
    [745.69987158227, 'hp'],
  ],
  Wh: [
    [1, 'wh'],
    [1000, 'kwh'],
  ],
  mAh: [
    [1, 'mah'],
    [1000, 'ah'],
  ],
  V: [
    [0.001, 'mv'],
    [1, 'v volt'],
    [1000, 'kv'],
  ],
  mA: [
    [1, 'ma'],
    [1000, 'a amp ampere'],
  ],
  Hz: [
    [1, 'hz hertz'],
    [1000, 'khz'],
    [1_000_000, 'mhz'],
    [1_000_000_000, 'ghz'],
  ],
  px: [
    [1, 'px pixel'],
    [1_000_000, 'mp megapixel mpx'],
  ],
  '%': [[1, '% percent prozent']],
  '°': [[1, '° degree grad']],
  '°C': [[1, '°c celsius']],
  dB: [[1, 'db db(a) decibel']],
  lm: [[1, 'lm lumen']],
  nit: [[1, 'nit nits cd/m²']],
  rpm: [[1, 'rpm u/min']],
}

const units: ReadonlyMap<string, Unit> = new Map(
  Object.entries(unitTable).flatMap(([base, rows]) =>
    rows.flatMap(([size, names]) => names.split(' ').map((name): [string, Unit] => [name, { base, size }])),
  ),
)

/** The plural, a full stop and the letter case do not matter; what the table does not hold is no unit. */
function unitNamed(word: string): Unit | undefined {
  const name = word
    .trim()
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/(?<=^fl)[. ]+(?=oz)/, '')
  return units.get(name) ?? (name.length > 3 ? units.get(name.replace(/s$/, '')) : undefined)
}
