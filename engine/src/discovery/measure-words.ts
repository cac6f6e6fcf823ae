/** How the units of goods are written; each finds the others. */
const units: readonly (readonly string[])[] = [
  ['inch', 'in', 'zoll'],
  ['mm', 'millimetre', 'millimeter'],
  ['cm', 'centimetre', 'centimeter'],
  ['m', 'metre', 'meter'],
  ['g', 'gram', 'gr'],
  ['kg', 'kilogram', 'kilo'],
  ['ml', 'millilitre', 'milliliter'],
  ['cl', 'centilitre', 'centiliter'],
  ['l', 'litre', 'liter', 'ltr'],
  ['oz', 'ounce'],
  ['lb', 'pound', 'lbs'],
  ['mb', 'megabyte'],
  ['gb', 'gigabyte', 'gig'],
  ['tb', 'terabyte'],
  ['w', 'watt'],
  ['kw', 'kilowatt'],
  ['v', 'volt'],
  ['mah', 'milliamp'],
  ['hz', 'hertz'],
  ['mhz', 'megahertz'],
  ['ghz', 'gigahertz'],
]

const namesOfUnit = new Map(
  units.flatMap(names => names.flatMap(name => [[name, names] as const, [`${name}s`, names] as const])),
)
const numberWithUnit = /^(\p{N}+)(\p{L}+)$/u

/** Other ways to write the measures among these words: "1 tb" as "1tb", "55in" as "55 inch". */
export function measureForms(
  words: readonly string[],
): { readonly from: number; readonly length: number; readonly words: readonly string[] }[] {
  return words.flatMap((word, from) => {
    const [, number, unit] = numberWithUnit.exec(word) ?? []
    if (number && unit) return writings(number, unit).map(writing => ({ from, length: 1, words: writing }))
    const next = words[from + 1]
    if (!/^\p{N}+$/u.test(word) || next === undefined) return []
    return writings(word, next).map(writing => ({ from, length: 2, words: writing }))
  })
}

/** In one word and in two, by each name of the unit. */
const writings = (number: string, unit: string): string[][] =>
  (namesOfUnit.get(unit) ?? []).flatMap(name => [[number, name], [`${number}${name}`]])
