import { cleanLine } from '../shared/clean-text.ts'
import type { ReadTx } from '../storage/port.ts'
import { pathKeyOf, titlesOf } from './categories.ts'
import type { Collection } from './collection-records.ts'
import type { Media } from './contract.ts'
import type { SelectedOption } from './product.ts'
import type { ProductRow } from './records.ts'
import { altField, subjectOf, summaryField, type Texts, type Translation } from './translation.ts'
import { everyTranslationOf, hasTranslations, translationsIn } from './translation-records.ts'

type ProductNoun = Pick<ProductRow, 'id' | 'title' | 'summary' | 'media'> & Partial<ProductRow>

type VariantNoun = {
  readonly id: string
  readonly productId: string
  readonly title: string | null
  readonly options: readonly SelectedOption[]
  readonly media: Media[]
}

/**
 * The catalogue's nouns in a buyer's language, made where nouns become views, so that views know nothing of it. What has
 * no translation stays as it is.
 */
export type Wording = {
  readonly product: <P extends ProductNoun>(product: P) => P
  readonly variant: <V extends VariantNoun>(variant: V) => V
  readonly collection: (collection: Collection) => Collection
  readonly path: (path: string) => string
  /** A word of the shop that recurs. */
  readonly term: (word: string) => string
}

/** What a wording is to be about. */
export type Worded = {
  readonly products?: readonly ProductNoun[]
  readonly variants?: readonly VariantNoun[]
  readonly collections?: readonly Collection[]
  readonly paths?: readonly string[]
  readonly words?: readonly string[]
  /** With descriptions. */
  readonly whole?: boolean
}

const ownWording: Wording = {
  product: product => product,
  variant: variant => variant,
  collection: collection => collection,
  path: path => path,
  term: word => word,
}

/** The wording in these languages, read at once; without languages it is the shop's own and nothing is read. */
export async function wordingIn(
  tx: ReadTx,
  languages: readonly string[],
  { products = [], variants = [], collections = [], paths = [], words = [], whole = false }: Worded,
): Promise<Wording> {
  if (languages.length === 0) return ownWording
  return wordingFrom(
    await translationsIn(tx, languages, subjectsOf({ products, variants, collections, paths, words }), { whole }),
  )
}

/** The wording of each language in which any of these is told, without falling back on another language. */
export async function wordingsOf(
  tx: ReadTx,
  worded: Omit<Worded, 'whole'>,
): Promise<(Wording & { readonly language: string })[]> {
  if (!(await hasTranslations(tx))) return []
  const byLanguage = new Map<string, Map<string, Translation>>()
  for (const { subject, language, translation } of await everyTranslationOf(tx, subjectsOf(worded))) {
    const known = byLanguage.get(language) ?? new Map<string, Translation>()
    byLanguage.set(language, known.set(subject, translation))
  }
  return [...byLanguage].map(([language, texts]) => ({ language, ...wordingFrom(texts) }))
}

function subjectsOf({
  products = [],
  variants = [],
  collections = [],
  paths = [],
  words = [],
}: Omit<Worded, 'whole'>): string[] {
  return [
    ...products.map(product => subjectOf('product', product.id)),
    ...variants.flatMap(({ id, productId }) => [subjectOf('variant', id), subjectOf('product', productId)]),
    ...collections.map(collection => subjectOf('collection', collection.id)),
    ...paths.flatMap(pathsAbove).map(path => subjectOf('category', pathKeyOf(path))),
    ...[...products.flatMap(termsOfProduct), ...variants.flatMap(termsOfVariant), ...words].map(termSubject),
  ]
}

const termSubject = (word: string): string => subjectOf('term', cleanLine(word))

/** The words of a product that recur in others: its type, tags, and the names and values of its attributes. */
export const termsOfProduct = ({ productType, tags, attributes }: Partial<ProductRow>): string[] =>
  [productType, ...(tags ?? []), ...(attributes ?? []).flat()].filter(word => word != null && word !== '') as string[]

export const termsOfVariant = ({ options }: Pick<VariantNoun, 'options'>): string[] =>
  options.flatMap(({ name, label }) => [name, label])

/** "Kitchen > Mugs" as itself and what is above it. */
function pathsAbove(path: string): string[] {
  const titles = titlesOf(path)
  return titles.map((_, depth) => titles.slice(0, depth + 1).join(' > '))
}

const seoIn = ({ seo_title: seoTitle, seo_description: seoDescription }: Texts) => ({
  ...(seoTitle !== undefined && { seoTitle }),
  ...(seoDescription !== undefined && { seoDescription }),
})

function wordingFrom(found: ReadonlyMap<string, Translation>): Wording {
  const textsOf = (subject: string): Texts => found.get(subject)?.texts ?? {}
  const term = (word: string) => textsOf(termSubject(word)).title ?? word
  const media = (list: Media[], ...texts: Texts[]): Media[] =>
    list.map(item => {
      const alt = texts.map(known => known[altField(item.url)]).find(Boolean)
      return alt === undefined ? item : { ...item, alt_text: alt }
    })
  return {
    term,
    path: path =>
      pathsAbove(path)
        .map((above, depth) => textsOf(subjectOf('category', pathKeyOf(above))).title ?? titlesOf(path)[depth])
        .join(' > '),
    product: product => {
      const own = found.get(subjectOf('product', product.id))
      const { title = product.title, [summaryField]: summary = product.summary } = own?.texts ?? {}
      return {
        ...product,
        title,
        summary,
        media: media(product.media, own?.texts ?? {}),
        ...(own?.body && { plain: own.body.plain, html: own.body.html, description: own.body.source }),
        ...seoIn(own?.texts ?? {}),
        ...(product.productType != null && { productType: term(product.productType) }),
        ...(product.tags && { tags: product.tags.map(term) }),
        ...(product.attributes && {
          attributes: product.attributes.map(([name, value]) => [term(name), term(value)]),
        }),
      }
    },
    collection: collection => {
      const own = found.get(subjectOf('collection', collection.id))
      const [image = null] = media(collection.image ? [collection.image] : [], own?.texts ?? {})
      return {
        ...collection,
        title: own?.texts.title ?? collection.title,
        image,
        ...(own?.body && { plain: own.body.plain, html: own.body.html, description: own.body.source }),
        ...seoIn(own?.texts ?? {}),
      }
    },
    variant: variant => ({
      ...variant,
      title: textsOf(subjectOf('variant', variant.id)).title ?? variant.title,
      options: variant.options.map(({ name, label }) => ({ name: term(name), label: term(label) })),
      media: media(
        variant.media,
        textsOf(subjectOf('variant', variant.id)),
        textsOf(subjectOf('product', variant.productId)),
      ),
    }),
  }
}
