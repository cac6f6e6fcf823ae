import { CommerceError, type ErrorCode, errorTable, type Operation, operationByName } from '@mitchweb/engine/contract'
import { z } from 'zod'
import { examples } from './examples.ts'
import { errorCodes, problemOf, titleOf } from './http/problem.ts'
import { parametersIn, queryOf, type Route } from './route.ts'
import { requestOf } from './route-input.ts'
import { routes } from './routes.ts'

export type Schema = { readonly [keyword: string]: unknown }

/** OpenAPI 3.1 of everything that has an address, from the contract and the route table. */
export function openApiDocument({ publicUrl, version }: { publicUrl: string; version: string }) {
  return {
    openapi: '3.1.0',
    info: { title: 'MitchWeb shop', version, description: introduction, license: { name: 'MIT', identifier: 'MIT' } },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: `${publicUrl}/api` }],
    tags: [...new Set(routes.map(tagOf))].map(name => ({ name })),
    paths: paths(),
    components: { schemas: schemas(), examples: problemExamples(), headers, securitySchemes },
  }
}

const introduction = [
  'Shopping operations have the names and shapes of the Universal Commerce Protocol, version 2026-04-08.',
  'Money is an integer of minor units: 1290 with EUR is 12.90 €. An update replaces the whole cart or checkout.',
  'Fields that only answers carry (totals, status, messages and so on) may be sent back and are ignored; other unknown fields are refused.',
  'What a buyer meets on the way to an order stands in messages[] of the answer; problems are for what cannot be answered.',
].join('\n')

export const operationOf = (route: Route): Operation => operationByName.get(route.operation) as Operation

const tagOf = ({ path }: Route): string =>
  (path.startsWith('/admin/') ? 'admin: ' : '') + (path.replace(/^\/admin/, '').split('/')[1] ?? '')

function paths(): Record<string, Record<string, unknown>> {
  const found: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    found[route.path] = { ...found[route.path], [route.method.toLowerCase()]: pathItem(route) }
  }
  return found
}

function pathItem(route: Route) {
  const operation = operationOf(route)
  const body = bodySchema(route)
  return {
    operationId: operation.name,
    summary: operation.title,
    description: operation.summary,
    tags: [tagOf(route)],
    ...(route.isAdmin && { security: [{ staff_key: [] }] }),
    parameters: parameters(route),
    ...(body ? { requestBody: { required: body.required, content: { 'application/json': bodyContent(route) } } } : {}),
    responses: {
      [route.creates ? '201' : '200']: {
        description: operation.title,
        headers: {
          'X-Request-Id': ref('headers', 'RequestId'),
          ETag: ref('headers', 'ETag'),
          ...(route.creates ? { Location: ref('headers', 'Location') } : {}),
        },
        content: { 'application/json': { schema: ref('schemas', answerName(route)) } },
      },
      ...problemResponses(route),
    },
  }
}

const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` })

export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema: Schema
}

export function parameters(route: Route): Parameter[] {
  const fields = fieldsOf(operationOf(route).input)
  const shape = (name: string) => jsonSchema(fields[name] ?? z.string(), 'input')
  const required = (name: string) => !(fields[name] instanceof z.ZodOptional)
  const inPath = parametersIn(route.path).map(name => ({
    name,
    in: 'path' as const,
    required: true,
    schema: shape(name),
  }))
  const paging = route.page && fields.pagination ? fieldsOf(innermost(fields.pagination)) : {}
  const inQuery = Object.keys(queryOf(route)).map(name => ({
    name,
    in: 'query' as const,
    required: name in fields && required(name),
    schema: name in paging ? jsonSchema(paging[name]!, 'input') : shape(name),
  }))
  const rehearsed = route.takesDryRun ? [dryRunParameter] : []
  const inHeader = route.language ? [languageParameter] : []
  return [
    ...inPath,
    ...inQuery,
    ...rehearsed,
    ...inHeader,
    ...(operationOf(route).effect === 'read' ? [] : [keyParameter(route)]),
  ]
}

const innermost = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema

const dryRunParameter: Parameter = {
  name: 'dry_run',
  in: 'query',
  required: false,
  description: 'true: say what would come of it, and change nothing. For staff.',
  schema: { type: 'boolean' },
}

const languageParameter: Parameter = {
  name: 'Accept-Language',
  in: 'header',
  required: false,
  description: 'In which language texts are answered, where the request does not name one itself.',
  schema: { type: 'string' },
}

const keyParameter = (route: Route): Parameter => ({
  name: 'Idempotency-Key',
  in: 'header',
  required: route.keyRequired === true,
  description:
    'A new UUID for each thing you want done. Repeated with the same key, the call gives the same answer and acts once.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
})

/** The schema of the body, and whether one must be sent; undefined where a body has no meaning. */
export function bodySchema(route: Route): { readonly schema: Schema; readonly required: boolean } | undefined {
  const fields = fieldsOf(operationOf(route).input)
  const object = route.object ? fields[route.object] : undefined
  if (!object && !route.beside) return undefined
  const schema = object ? jsonSchema(object, 'input') : { type: 'object', properties: {}, additionalProperties: false }
  const beside = (route.beside ?? []).map(name => [name, jsonSchema(fields[name] ?? z.never(), 'input')])
  return {
    schema: { ...schema, properties: { ...(schema.properties as object), ...Object.fromEntries(beside) } },
    required: object !== undefined && !(object instanceof z.ZodOptional),
  }
}

function bodyContent(route: Route) {
  const example = exampleBody(route)
  return { schema: ref('schemas', bodyName(route)), ...(example === undefined ? {} : { example }) }
}

export function exampleBody(route: Route): unknown {
  const input = examples[route.operation]
  return input === undefined ? undefined : requestOf(route, input).body
}

/** By what an answer is; operations that answer with the same schema share its component. */
const answerNames: Readonly<Record<string, string>> = {
  create_cart: 'Cart',
  create_checkout: 'Checkout',
  get_order: 'Order',
  get_policy: 'Policy',
  get_store: 'Store',
}

function answerName(route: Route): string {
  const { output } = operationOf(route)
  const first = routes.find(other => operationOf(other).output === output && answerNames[other.operation])
  return first ? (answerNames[first.operation] as string) : `${pascal(route.operation)}Answer`
}

const bodyName = (route: Route): string => `${pascal(route.operation)}Body`

const pascal = (name: string): string =>
  name.replace(/(^|_)(\w)/g, (_match, _before, letter: string) => letter.toUpperCase())

function schemas(): Record<string, Schema> {
  const answers = routes.map(route => [answerName(route), jsonSchema(operationOf(route).output, 'output')])
  const bodies = routes.flatMap(route => {
    const body = bodySchema(route)
    return body ? [[bodyName(route), body.schema]] : []
  })
  return { ...Object.fromEntries(answers), ...Object.fromEntries(bodies), Problem: problemSchema }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, '~standard': __, ...plain } = z.toJSONSchema(schema, { target: 'draft-2020-12', io }) as Schema
  return plain
}

const fieldsOf = (input: z.ZodType): Readonly<Record<string, z.ZodType>> =>
  input instanceof z.ZodObject ? (input.shape as Record<string, z.ZodType>) : {}

const problemSchema: Schema = {
  type: 'object',
  description: 'RFC 9457 problem details. `code` is for programs, `detail` and `remedy` are for whoever reads them.',
  required: ['type', 'title', 'status', 'detail', 'code', 'remedy', 'request_id'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: errorCodes },
    remedy: { type: 'string' },
    request_id: { type: 'string' },
    details: { type: 'object' },
  },
}

const anywhere: readonly ErrorCode[] = ['invalid_input', 'rate_limited', 'internal', 'unavailable']

/** The codes that this address can answer with. */
export function codesOf(route: Route): ErrorCode[] {
  const withBody: ErrorCode[] = bodySchema(route) ? ['payload_too_large', 'unsupported_media_type'] : []
  const staffs: ErrorCode[] = route.isAdmin ? ['unauthorized', 'forbidden'] : []
  return [...new Set([...operationOf(route).errors, ...staffs, ...anywhere, ...withBody])]
}

function problemResponses(route: Route): Record<string, unknown> {
  const byStatus = Object.groupBy(codesOf(route), code => String(errorTable[code].status))
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes = []]) => [
      status,
      {
        description: codes.map(titleOf).join('; '),
        content: {
          'application/problem+json': {
            schema: ref('schemas', 'Problem'),
            examples: Object.fromEntries(codes.map(code => [code, ref('examples', code)])),
          },
        },
      },
    ]),
  )
}

const problemExamples = () =>
  Object.fromEntries(
    errorCodes.map(code => [
      code,
      {
        summary: titleOf(code),
        value: problemOf(new CommerceError(code, `${titleOf(code)}.`), '4f9c2f0e-7a51-4b0c-9a35-2f1d7c7a9b10'),
      },
    ]),
  )

const securitySchemes = {
  staff_key: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An API key of the shop’s staff, such as mwk_…; npm start shows the first one, create_api_key makes others.',
  },
}

const headers = {
  RequestId: {
    description: 'The X-Request-Id that was sent, or a new one; it stands in the shop’s log.',
    schema: { type: 'string' },
  },
  ETag: {
    description: 'Send it as If-None-Match to be answered 304 while nothing has changed.',
    schema: { type: 'string' },
  },
  Location: { description: 'Where the new thing is read.', schema: { type: 'string' } },
}
