import { cleanLine } from '../shared/clean-text.ts'
import type { Media, ProductDraft, productStatuses, VariantDraft } from './contract.ts'
import { publicationProblems } from './publication.ts'

export type ProductStatus = (typeof productStatuses)[number]
export type SelectedOption = { readonly name: string; readonly label: string }

/** Length, width and height of one unit as it is packed. */
export type DimensionsMm = readonly [length: number, width: number, height: number]

export type Variant = {
  readonly id: string
  readonly productId: string
  readonly position: number
  readonly archived: boolean
  readonly sku: string | null
  readonly barcode: string | null
  /** Only where the merchant gave one; see `variantTitle`. */
  readonly title: string | null
  readonly options: SelectedOption[]
  readonly weightGrams: number | null
  readonly dimensionsMm: DimensionsMm | null
  readonly shippingClass: string
  readonly requiresShipping: boolean
  readonly taxClass: string
  readonly media: Media[]
}

export type OptionAxis = { readonly name: string; readonly labels: readonly string[] }

/** What is wrong with a draft, in the merchant's words; `variant` is an index. */
export type Problem = { readonly variant?: number; readonly field: string; readonly message: string }

/** The axes of choice in the order in which the variants first name them, at most ten. */
export function optionAxes(variants: readonly { readonly options: readonly SelectedOption[] }[]): OptionAxis[] {
  const axes = new Map<string, Set<string>>()
  for (const { options } of variants) {
    for (const { name, label } of options) {
      const labels = axes.get(name) ?? new Set()
      axes.set(name, labels.add(label))
    }
  }
  return [...axes].map(([name, labels]) => ({ name, labels: [...labels] }))
}

/** "Blue / Large", the merchant's own title, or nothing where the product comes in one kind only. */
export function variantTitle({ title, options }: Pick<Variant, 'title' | 'options'>): string | undefined {
  if (title !== null && title !== defaultTitle) return cleanLine(title)
  return options.length === 0 ? undefined : options.map(option => cleanLine(option.label)).join(' / ')
}

/** The variant as a cart or an order shows it: "Mug – Blue / Large". */
export function fullTitle(productTitle: string, variant: Pick<Variant, 'title' | 'options'>): string {
  const title = variantTitle(variant)
  return title === undefined ? cleanLine(productTitle) : `${cleanLine(productTitle)} – ${title}`
}

export const defaultTitle = 'Default Title'

/** Other shops' files write a product without options as the one option "Title: Default Title". */
export function optionsOf(draft: VariantDraft): SelectedOption[] {
  const options = draft.options ?? []
  const [only] = options
  const isDefault = options.length === 1 && only?.name === 'Title' && only.label === defaultTitle
  return isDefault ? [] : options
}

export const optionsKey = (options: readonly SelectedOption[]): string =>
  JSON.stringify(options.map(({ name, label }) => [name, label]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)))

type Checked = Pick<ProductDraft, 'variants' | 'publish_at' | 'unpublish_at'>

/** The rules that a draft can break by itself; what the shop already holds is checked where it is saved. */
export function problemsOf({ variants, ...draft }: Checked): Problem[] {
  const problems = publicationProblems(draft)
  const axes = optionAxes(variants.map(variant => ({ options: optionsOf(variant) })))
  if (axes.length > 10)
    problems.push({ field: 'options', message: `There are ${axes.length} options; at most 10 fit.` })
  const seen = { id: new Map<string, number>(), sku: new Map<string, number>(), options: new Map<string, number>() }
  const once = (field: keyof typeof seen, value: string | undefined, variant: number, shown = value) => {
    if (value === undefined) return
    const first = seen[field].get(value)
    if (first === undefined) seen[field].set(value, variant)
    else problems.push({ variant, field, message: `Variants ${first + 1} and ${variant + 1} have the same ${shown}.` })
  }
  variants.forEach((draft, index) => {
    const options = optionsOf(draft)
    const names = options.map(option => option.name)
    const missing = axes.find(axis => !names.includes(axis.name))
    if (missing)
      problems.push({ variant: index, field: 'options', message: `Variant ${index + 1} has no ${missing.name}.` })
    if (new Set(names).size < names.length) {
      problems.push({ variant: index, field: 'options', message: `Variant ${index + 1} names an option twice.` })
    }
    once('id', draft.id, index, `id ${draft.id}`)
    once('sku', draft.sku, index, `sku ${draft.sku}`)
    const shown = options.length === 0 ? 'options (none)' : `options ${options.map(option => option.label).join(' / ')}`
    once('options', optionsKey(options), index, shown)
  })
  return problems
}

type Kept = { readonly draft: VariantDraft; readonly existing?: Variant }

/**
 * Which variant each draft continues: by id, then by sku, then by options, the living before the archived. Ids are for
 * ever, because orders, carts and agents hold them.
 */
export function matchVariants(existing: readonly Variant[], drafts: readonly VariantDraft[]): Kept[] {
  const living = [...existing].sort((a, b) => Number(a.archived) - Number(b.archived) || a.position - b.position)
  const free = new Map(living.map(variant => [variant.id, variant]))
  const matches = new Map<VariantDraft, Variant>()
  const pass = (key: (draft: VariantDraft) => string | undefined, of: (variant: Variant) => string | null) => {
    const byKey = new Map<string, Variant>()
    for (const variant of free.values()) {
      const value = of(variant)
      if (value !== null && !byKey.has(value)) byKey.set(value, variant)
    }
    for (const draft of drafts) {
      const value = matches.has(draft) ? undefined : key(draft)
      const match = value === undefined ? undefined : byKey.get(value)
      if (!match || !free.delete(match.id)) continue
      matches.set(draft, match)
    }
  }
  pass(
    draft => draft.id,
    variant => variant.id,
  )
  pass(
    draft => (draft.id === undefined ? draft.sku : undefined),
    variant => variant.sku,
  )
  pass(
    draft => (draft.id === undefined ? optionsKey(optionsOf(draft)) : undefined),
    variant => optionsKey(variant.options),
  )
  return drafts.map(draft => ({ draft, existing: matches.get(draft) }))
}

/** A handle from a title: "Bläue Mug!" becomes "blaue-mug". */
export function slug(title: string): string {
  const words = folded(title)
    .replace(/[^\p{Ll}\p{Lo}\p{Lm}\p{N}_]+/gu, '-')
    .replace(/^-+/, '')
    .slice(0, 150)
    .toWellFormed()
    .replace(/(?<![-\uFFFD])[-\uFFFD]+$/, '')
  return words === '' ? 'item' : words
}

/** Lower case without accents: how titles are sorted and names compared. */
export const folded = (text: string): string =>
  cleanLine(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .normalize('NFC')
