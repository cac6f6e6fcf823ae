import { quoteInput } from '../shared/errors.ts'
import { parseDecimal } from '../shared/money.ts'
import type { ImportedProduct } from './contract.ts'
import { copied, flag, image, type Media, type Sheet, type SheetRow } from './shopify-csv-sheet.ts'

type Variant = ImportedProduct['variants'][number]

/** One variant a row, each with options of its own. */
export function variantsOf(
  rows: readonly SheetRow[],
  variantRows: readonly SheetRow[],
  media: readonly Media[],
  sheet: Sheet,
): Variant[] {
  const axes = axesOf(rows, variantRows, sheet)
  const lineByOptions = new Map<string, number>()
  return variantRows.map(row => {
    const options = axes.flatMap(({ name, value }) => {
      const label = sheet.cell(row, value)
      if (label === '') sheet.problem(row, value, `is empty, but the product has the option ${quoteInput(name)}`)
      return [{ name, label }]
    })
    const key = JSON.stringify(options)
    const twin = lineByOptions.get(key)
    if (twin !== undefined)
      sheet.problem(row, 'option1Value', `has the same options as the variant on line ${twin}; change or remove one`)
    lineByOptions.set(key, row.line)
    return variantOf(row, options, media, sheet)
  })
}

type OptionColumn = 'option1Value' | 'option2Value' | 'option3Value'

/** The option axes of the product: names stand in its first row. "Title: Default Title" means that there are none. */
function axesOf(rows: readonly SheetRow[], variantRows: readonly SheetRow[], { cell, problem }: Sheet) {
  return ([1, 2, 3] as const).flatMap(number => {
    const value: OptionColumn = `option${number}Value`
    const name = rows.map(row => cell(row, `option${number}Name`)).find(Boolean) ?? ''
    const labels = variantRows.map(row => cell(row, value)).filter(Boolean)
    if (labels.length === 0 || (variantRows.length === 1 && labels[0] === 'Default Title')) return []
    if (name !== '') return [{ name, value }]
    problem(
      variantRows.find(row => cell(row, value) !== '')!,
      value,
      `has a value, but Option${number} Name is empty; name the option in the product’s first row`,
    )
    return []
  })
}

function variantOf(
  row: SheetRow,
  options: NonNullable<Variant['options']>,
  media: readonly Media[],
  sheet: Sheet,
): Variant {
  const { cell } = sheet
  const sku = copied(cell(row, 'sku').replace(/^'/, '').trim())
  const barcode = barcodeOf(row, sheet)
  const grams = gramsOf(row, sheet)
  const own = image(row, 'variantImage', sheet)
  const stock = stockOf(row, sheet)
  return {
    ...(sku && { sku }),
    ...(barcode && { barcode }),
    ...(options.length > 0 && { options }),
    ...(grams !== undefined && { weight_grams: grams }),
    requires_shipping: flag(row, 'requiresShipping', sheet),
    ...(!flag(row, 'taxable', sheet) && { tax_class: 'exempt' }),
    ...(own && { media: [media.find(({ url }) => url === own.url) ?? own] }),
    prices: pricesOf(row, sheet),
    ...(stock && { stock }),
  }
}

function pricesOf(row: SheetRow, sheet: Sheet): Variant['prices'] {
  const { currency } = sheet
  const price = priceIn(row, 'price', sheet)
  const compareAt = priceIn(row, 'compareAt', sheet)
  if (price === undefined) {
    if (sheet.cell(row, 'price') === '') sheet.problem(row, 'price', 'is empty; write the price, or 0 for what is free')
    return []
  }
  return [{ currency, amount: price, ...(compareAt !== undefined && compareAt > price && { compare_at: compareAt }) }]
}

function priceIn(row: SheetRow, column: 'price' | 'compareAt', { cell, currency, problem }: Sheet): number | undefined {
  const text = cell(row, column)
  if (text === '') return undefined
  const amount = parseDecimal(text, currency)?.amount
  if (amount !== undefined && amount >= 0 && amount <= 99_999_999) return amount
  problem(row, column, `${quoteInput(text)} is not a price in ${currency}; write digits with a point, such as 12.90`)
  return undefined
}

function gramsOf(row: SheetRow, { cell, problem }: Sheet): number | undefined {
  const text = cell(row, 'grams')
  if (text === '') return undefined
  if (/^\d{1,9}(\.\d*)?$/.test(text)) return Math.round(Number(text))
  problem(row, 'grams', `${quoteInput(text)} is not a weight in grams; write digits such as 250`)
  return undefined
}

/** Spreadsheets turn long numbers into "3.65275E+11"; the digits are lost, so such a barcode is left out. */
function barcodeOf(row: SheetRow, { cell, notice }: Sheet): string {
  const text = cell(row, 'barcode').replace(/^'/, '').trim()
  if (!/^\d+(\.\d+)?e\+?\d+$/i.test(text)) return text
  notice(row, 'barcode', `${quoteInput(text)} was shortened by a spreadsheet and was left out`)
  return ''
}

/** Without a tracker the units are kept but not counted down. A file without quantities says nothing about stock. */
function stockOf(row: SheetRow, { cell, problem, columns }: Sheet): Variant['stock'] {
  const [text, tracker, policy] = [cell(row, 'quantity'), cell(row, 'tracker'), cell(row, 'policy').toLowerCase()]
  const backorder = policy === 'continue' || policy === 'true'
  if (policy !== '' && !backorder && policy !== 'deny' && policy !== 'false') {
    problem(row, 'policy', `${quoteInput(policy)} is not a policy; write deny or continue`)
  }
  if (!columns.placeOf.has('quantity') || (text === '' && tracker === '')) return undefined
  if (!/^-?\d{1,9}(\.0*)?$/.test(text || '0')) {
    problem(row, 'quantity', `${quoteInput(text)} is not a number of units; write a whole number`)
    return undefined
  }
  return { on_hand: Number.parseInt(text || '0', 10), tracked: tracker !== '', backorder }
}
