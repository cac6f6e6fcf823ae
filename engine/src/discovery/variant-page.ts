import { CommerceError } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { Input, Output } from '../shared/operation.ts'
import { decodeCursor, encodeCursor, fingerprint } from '../shared/pages.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type * as contract from './contract.ts'
import type { Chosen } from './get-product.ts'
import type { Offer } from './offers.ts'
import { has } from './selection.ts'

type Asked = Pick<Input<typeof contract.getProduct>['catalog'], 'selected' | 'preferences' | 'filters' | 'pagination'>
type Pagination = Output<typeof contract.getProduct>['pagination']

type Question = {
  readonly chosen: Chosen
  /** The offers within the filters; none where the filters fit none of them. */
  readonly within: readonly Offer[]
  readonly asked: Asked
  readonly currency: string
  readonly language: TextLanguage
}

/**
 * A page of a product's variants: the featured one, then those that fit the choice, then the others; only those within
 * the filters, if any are. The cursor remembers which was featured, so that a sale in between repeats and skips none.
 */
export function variantPage(
  offers: readonly Offer[],
  { chosen, within, asked, currency, language }: Question,
): { offers: Offer[]; messages: Message[]; pagination?: NonNullable<Pagination> } {
  const list = `variants:${fingerprint([asked.selected, asked.preferences, asked.filters, currency])}`
  const { cursor, limit = defaultVariants } = asked.pagination ?? {}
  const place = cursor === undefined ? { offset: 0, first: chosen.featured } : placeOf(list, cursor, offers)
  const messages = within.length > 0 ? [] : [noneWithin(language)]
  const shown = (within.length > 0 ? within : offers).filter(offer => offer !== place.first)
  const fitting = shown.filter(offer => has(offer, chosen.effective))
  const ordered = [place.first, ...fitting, ...shown.filter(offer => !has(offer, chosen.effective))]
  const end = place.offset + limit
  const page = ordered.slice(place.offset, end)
  if (page.length === ordered.length) return { offers: page, messages }
  const more = end < ordered.length
  const fit = chosen.effective.length > 0 ? ` ${fitting.length + 1} fit the selection and come first.` : ''
  const content = `${page.length} of ${ordered.length} variants are shown.${fit} Name options in "selected" to narrow them${more ? ', or go on with the cursor' : ''}.`
  return {
    offers: page,
    messages: [...messages, message('info', 'variants_truncated', content, { path: '$.product.variants' })],
    pagination: {
      has_next_page: more,
      ...(more && { cursor: encodeCursor(list, [end, place.first.variant.id]) }),
    },
  }
}

const defaultVariants = 50

const noneWithin = (language: TextLanguage): Message =>
  message('info', 'no_variant_matches', say(language, 'no_variant_matches'))

function placeOf(list: string, cursor: string, offers: readonly Offer[]): { offset: number; first: Offer } {
  const [offset, firstId] = decodeCursor(list, cursor)
  const first = offers.find(offer => offer.variant.id === firstId)
  if (first && typeof offset === 'number' && Number.isSafeInteger(offset) && offset > 0) return { offset, first }
  throw new CommerceError('invalid_cursor', 'These variants have changed meanwhile; start again without a cursor.')
}
