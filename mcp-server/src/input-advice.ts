import type { Operation } from '@mitchweb/engine/contract'
import type { z } from 'zod'
import { oneLine, shortened } from './clean-text.ts'
import { fullSchemas, type JsonSchema } from './tool-schemas.ts'

/**
 * What is wrong with the arguments of a call, in words that a model can act on: the field as it was written, and the one
 * that was probably meant. Empty when the contract's schema finds nothing.
 */
export function adviceOn(operation: Operation, input: unknown): string[] {
  const { error } = operation.input.safeParse(input)
  if (error === undefined) return []
  const paths = knownPaths(fullSchemas(operation).input)
  const wrong = error.issues.reduce((count, issue) => count + (issue.code === unknownKeys ? issue.keys.length : 1), 0)
  // Looking for what was meant takes time, so nobody gets it for more than they are told of.
  const shown = error.issues
    .slice(0, mostShown)
    .flatMap(issue => adviceOnIssue(issue, input, paths))
    .slice(0, mostShown)
  return wrong > shown.length ? [...shown, `and ${wrong - shown.length} more`] : shown
}

const unknownKeys = 'unrecognized_keys'

const mostShown = 4

type Issue = z.core.$ZodIssue

function adviceOnIssue(issue: Issue, input: unknown, paths: readonly string[]): string[] {
  const at = issue.path.map(String)
  if (issue.code === unknownKeys) return issue.keys.slice(0, mostShown).map(key => unknownField(key, at, paths))
  const where = written(at) || 'the arguments'
  const value = valueAt(input, at)
  if (value === undefined) return [`${where} is missing`]
  if (issue.code === 'invalid_type') return [`${where} must be ${named(issue.expected)}, not ${kindOf(value)}`]
  return [`${where} ${lowered(issue.message)}`]
}

function unknownField(key: string, at: readonly string[], paths: readonly string[]): string {
  const place = at.length === 0 ? 'the arguments' : written(at)
  const meant = meantBy(key, at.filter(part => !/^\d+$/.test(part)).join('.'), paths)
  const unknown = `there is no field "${shortened(oneLine(key), 60)}" in ${place}`
  return meant === undefined ? unknown : `${unknown}; the nearest is ${meant}`
}

/** The path that was probably meant: a word for the same thing, the same field elsewhere, or the one that looks most alike. */
function meantBy(key: string, parent: string, paths: readonly string[]): string | undefined {
  const name = snakeCase(key)
  const synonym = synonyms[name]
  const wanted = [name, ...(synonym ? [synonym] : [])]
  for (const ending of wanted) {
    const matches = paths.filter(path => path === ending || path.endsWith(`.${ending}`))
    const [match] = matches.sort((a, b) => distanceFrom(parent, a) - distanceFrom(parent, b))
    if (match !== undefined) return match
  }
  const [closest] = paths
    .map(path => ({ path, edits: editDistance(name, path.slice(path.lastIndexOf('.') + 1)) }))
    .filter(({ path, edits }) => edits <= Math.max(1, Math.floor(name.length / 3)) && path !== '')
    .sort((a, b) => a.edits - b.edits || distanceFrom(parent, a.path) - distanceFrom(parent, b.path))
  return closest?.path ?? siblings(parent, paths)
}

function siblings(parent: string, paths: readonly string[]): string | undefined {
  const prefix = parent === '' ? '' : `${parent}.`
  const names = paths.filter(path => path.startsWith(prefix) && !path.slice(prefix.length).includes('.'))
  return names.length === 0 ? undefined : `one of ${names.map(path => path.slice(prefix.length)).join(', ')}`
}

/** Words of other shops' interfaces for what UCP calls otherwise. */
const synonyms: Readonly<Record<string, string>> = {
  items: 'line_items',
  lines: 'line_items',
  products: 'line_items',
  variant_id: 'item.id',
  product_id: 'item.id',
  variant: 'item.id',
  sku: 'item.id',
  qty: 'quantity',
  count: 'quantity',
  code: 'discounts.codes',
  coupon: 'discounts.codes',
  coupons: 'discounts.codes',
  coupon_code: 'discounts.codes',
  discount_code: 'discounts.codes',
  discount: 'discounts.codes',
  promo_code: 'discounts.codes',
  customer: 'buyer',
  customer_email: 'buyer.email',
  name: 'buyer.first_name',
  address: 'fulfillment.methods.destinations',
  shipping_address: 'fulfillment.methods.destinations',
  destination: 'fulfillment.methods.destinations',
  shipping: 'fulfillment.methods',
  delivery: 'fulfillment.methods',
  shipping_method: 'selected_option_id',
  shipping_option: 'selected_option_id',
  option_id: 'selected_option_id',
  cart_id: 'id',
  checkout_id: 'id',
  order_id: 'id',
  order_number: 'id',
  q: 'query',
  search: 'query',
  keyword: 'query',
  keywords: 'query',
  text: 'query',
  category: 'filters.categories',
  brand: 'filters.brands',
  in_stock: 'filters.available',
  max_price: 'filters.price.max',
  price_max: 'filters.price.max',
  min_price: 'filters.price.min',
  price_min: 'filters.price.min',
  page_size: 'pagination.limit',
  per_page: 'pagination.limit',
  page: 'pagination.cursor',
  country: 'address_country',
  country_code: 'address_country',
  city: 'address_locality',
  town: 'address_locality',
  state: 'address_region',
  region: 'address_region',
  province: 'address_region',
  zip: 'postal_code',
  zip_code: 'postal_code',
  postcode: 'postal_code',
  street: 'street_address',
  line1: 'street_address',
  address1: 'street_address',
  line2: 'extended_address',
  address2: 'extended_address',
  phone: 'phone_number',
  total: 'expected_total',
  amount: 'expected_total',
  payment_method: 'payment.instruments',
  token: 'credential.token',
}

function knownPaths(schema: JsonSchema, at = ''): string[] {
  const variants = (schema.anyOf ?? []) as JsonSchema[]
  const inner = [schema, ...variants].flatMap(part => {
    const items = part.items ? knownPaths(part.items as JsonSchema, at) : []
    const properties = Object.entries((part.properties ?? {}) as Record<string, JsonSchema>)
    return [
      ...items,
      ...properties.flatMap(([name, field]) => {
        const path = at === '' ? name : `${at}.${name}`
        return [path, ...knownPaths(field, path)]
      }),
    ]
  })
  return [...new Set(inner)]
}

/** How far a path is from the place where the field stood: what is below it first, then the shortest. */
const distanceFrom = (parent: string, path: string): number =>
  path.split('.').length + (parent !== '' && !path.startsWith(`${parent}.`) ? 100 : 0)

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 8 || a.length > 40) return 99
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 99
}

const snakeCase = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()

const written = (path: readonly string[]): string =>
  path.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`)).join('')

function valueAt(input: unknown, path: readonly string[]): unknown {
  let value: unknown = input
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

const kinds: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  record: 'an object',
}

const named = (kind: string): string => kinds[kind] ?? kind

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number' && !Number.isInteger(value)) return `${value}`
  return typeof value === 'string' ? `a text ("${shortened(oneLine(value), 30)}")` : named(typeof value)
}

const lowered = (message: string): string => `${message.slice(0, 1).toLowerCase()}${message.slice(1)}`
