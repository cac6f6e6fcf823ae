import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

const specs = join(import.meta.dirname, '../../shared/specs/ucp/2026-04-08/schemas')

/** The protocol’s own schemas lie beside the checkout, not in it. */
export const specsAreHere = existsSync(specs)
export const needsSpecs = 'needs ../shared/specs, skipped where absent'

const shopping = (file: string) => ({ $ref: `https://ucp.dev/schemas/shopping/${file}` })
const cart = shopping('discount.json#/$defs/dev.ucp.shopping.cart')
const checkout = {
  allOf: [
    shopping('discount.json#/$defs/dev.ucp.shopping.checkout'),
    shopping('fulfillment.json#/$defs/dev.ucp.shopping.checkout'),
    shopping('buyer_consent.json#/$defs/dev.ucp.shopping.checkout'),
    shopping('cart.json#/$defs/checkout'),
  ],
}
const order = shopping('order.json')

/** What UCP says of each operation's answer. An operation that is not here is not UCP's. */
const schemas: Readonly<Record<string, object>> = {
  search_catalog: shopping('catalog_search.json#/$defs/search_response'),
  lookup_catalog: shopping('catalog_lookup.json#/$defs/lookup_response'),
  get_product: shopping('catalog_lookup.json#/$defs/get_product_response'),
  ...{ create_cart: cart, get_cart: cart, update_cart: cart, cancel_cart: cart, reorder: cart },
  ...{ create_checkout: checkout, get_checkout: checkout, update_checkout: checkout },
  ...{ complete_checkout: checkout, cancel_checkout: checkout },
  ...{
    get_order: order,
    cancel_order: order,
    update_order: order,
    request_return: order,
    receive_return: order,
    refuse_return: order,
    refund_order: order,
    fulfill_order: order,
  },
}

export const ucpOperations = Object.keys(schemas)

/** What the protocol's schemas have against an answer; nothing where they are absent or do not know the operation. */
export function schemaProblems(operation: string, answer: unknown): string[] {
  const isValid = specsAreHere ? validatorOf(operation) : undefined
  if (!isValid || isValid(answer)) return []
  return (isValid.errors ?? []).map(error => `${operation}${error.instancePath} ${error.message}`)
}

const validators = new Map<string, ValidateFunction>()
let known: Ajv2020 | undefined

function validatorOf(operation: string): ValidateFunction | undefined {
  const schema = schemas[operation]
  if (!schema) return undefined
  known ??= everySchema()
  const made = validators.get(operation) ?? known.compile(schema)
  validators.set(operation, made)
  return made
}

/**
 * A retail location is a shipping destination too by the letter of 2026-04-08 (both are open objects with an id), so that
 * none can be exactly one of them. Later versions tell them apart by their type.
 */
const mended = ({ oneOf, ...schema }: { $id: string; oneOf?: object[] }): object =>
  oneOf && schema.$id.endsWith('/fulfillment_destination.json')
    ? { ...schema, anyOf: oneOf }
    : { ...schema, ...(oneOf && { oneOf }) }

function everySchema(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  for (const file of globSync('**/*.json', { cwd: specs })) {
    ajv.addSchema(mended(JSON.parse(readFileSync(join(specs, file), 'utf8'))))
  }
  return ajv
}
