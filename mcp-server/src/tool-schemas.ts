import type { Operation } from '@mitchweb/engine/contract'
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import { z } from 'zod'

export type JsonSchema = { [keyword: string]: unknown }

/** What a head's row says about the schema of a tool, by path such as "cart.line_items.item.id" (lists are passed through). */
export type SchemaWording = {
  /** Fields that the engine takes but a model need not know; they stay in the full schema. */
  readonly hide?: readonly string[]
  readonly describe?: Readonly<Record<string, string>>
}

/**
 * The input as `tools/list` shows it: names, types and what is required, in as few tokens as possible. Limits and
 * patterns are the engine's to check; the full schema is the resource mitchweb://schemas/{name}.
 */
export function slimInput(operation: Operation, wording: SchemaWording): JsonSchema {
  const slim = slimmed(jsonSchemaOf(operation.input, 'input'), '', wording)
  const key = {
    type: 'string',
    description: wording.describe?.['meta.idempotency-key'] ?? 'UUID; same key, same answer',
  }
  const meta =
    operation.effect === 'read' ? { type: 'object' } : { type: 'object', properties: { 'idempotency-key': key } }
  return { ...slim, properties: { ...(slim.properties as object), meta } }
}

/** The keys that every answer has: enough for a client to check. What is in them would triple the tool list. */
export function slimOutput(operation: Operation): JsonSchema {
  return { type: 'object', required: jsonSchemaOf(operation.output, 'output').required }
}

/** Input and output whole, as the engine checks them. */
export const fullSchemas = (operation: Operation): { input: JsonSchema; output: JsonSchema } => ({
  input: jsonSchemaOf(operation.input, 'input'),
  output: jsonSchemaOf(operation.output, 'output'),
})

/**
 * A schema for the SDK that shows JSON Schema and lets everything pass: wrong input is answered in the shop's words by
 * the engine's own check, not in a validator's.
 */
export function shownSchema(json: () => JsonSchema): StandardSchemaWithJSON<Record<string, unknown>> {
  let made: JsonSchema | undefined
  const once = () => {
    made ??= json()
    return made
  }
  return {
    '~standard': {
      version: 1,
      vendor: 'mitchweb',
      validate: value => ({ value: value as Record<string, unknown> }),
      jsonSchema: { input: once, output: once },
    },
  }
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
}

const dropped = new Set([
  '$schema',
  'additionalProperties',
  'propertyNames',
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
])

function slimmed(schema: JsonSchema, path: string, wording: SchemaWording): JsonSchema {
  const bare = withoutNull(schema)
  const slim: JsonSchema = Object.fromEntries(Object.entries(bare).filter(([keyword]) => !dropped.has(keyword)))
  const description = wording.describe?.[path]
  if (description !== undefined) slim.description = description
  if (bare.items)
    slim.items = slimmed(bare.items as JsonSchema, path, { hide: wording.hide, describe: below(path, wording) })
  if (bare.properties) slim.properties = slimProperties(bare.properties as Record<string, JsonSchema>, path, wording)
  return slim
}

function slimProperties(properties: Record<string, JsonSchema>, path: string, wording: SchemaWording): JsonSchema {
  const shown = Object.entries(properties)
    .map(([name, part]) => ({ name, part, at: path === '' ? name : `${path}.${name}` }))
    .filter(({ name, at }) => !alwaysHidden.has(name) && !wording.hide?.includes(at))
  return Object.fromEntries(shown.map(({ name, part, at }) => [name, slimmed(part, at, wording)]))
}

/** UCP's open objects for platforms; a model has nothing to put in. */
const alwaysHidden = new Set(['signals', 'attribution'])

/** A list and its items share a path; the wording belongs to the list. */
const below = (path: string, { describe = {} }: SchemaWording) =>
  Object.fromEntries(Object.entries(describe).filter(([at]) => at !== path))

/** `X or null` shown as X: null is accepted, but nobody needs to be told. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema
  const others = (anyOf as JsonSchema[] | undefined)?.filter(variant => variant.type !== 'null')
  return others?.length === 1 ? { ...rest, ...others[0] } : schema
}
