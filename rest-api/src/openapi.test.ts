import { operationByName } from '@mitchweb/engine/contract'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import { examples } from './examples.ts'
import { openApiDocument } from './openapi.ts'
import { routes } from './routes.ts'

const document = JSON.parse(JSON.stringify(openApiDocument({ publicUrl: 'https://shop.example', version: '1.2.3' })))

const parts = (value: unknown): Record<string, unknown>[] =>
  typeof value !== 'object' || value === null
    ? []
    : [value as Record<string, unknown>, ...Object.values(value).flatMap(parts)]

const resolve = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], document)

test('has the members that OpenAPI 3.1 demands', () => {
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: expect.any(String), version: '1.2.3' } })
  expect(document.servers).toEqual([{ url: 'https://shop.example/api' }])
  const ids = routes.map(({ method, path }) => document.paths[path][method.toLowerCase()].operationId)
  expect(new Set(ids).size).toBe(routes.length)
  for (const [path, item] of Object.entries<
    Record<string, { parameters: { name: string; in: string }[]; responses: object }>
  >(document.paths)) {
    for (const operation of Object.values(item)) {
      const named = operation.parameters.filter(parameter => parameter.in === 'path').map(({ name }) => `{${name}}`)
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(named)
      expect(Object.keys(operation.responses).every(status => /^[1-5]\d\d$/.test(status))).toBe(true)
    }
  }
})

test('every reference leads somewhere', () => {
  const references = parts(document).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))
  expect(references.length).toBeGreaterThan(50)
  for (const reference of references) expect(resolve(reference), reference).toBeDefined()
})

test('every schema is one that a JSON Schema 2020-12 validator compiles, and every example fits its schema', () => {
  const ajv = formats.default(new Ajv2020({ strict: false }))
  ajv.addSchema({ $id: 'shop', ...document })
  for (const name of Object.keys(document.components.schemas)) ajv.compile({ $ref: `shop#/components/schemas/${name}` })
  for (const { content } of parts(document.paths).filter(part => part.required !== undefined && part.content)) {
    const { schema, example } = (content as Record<string, { schema: { $ref: string }; example?: unknown }>)[
      'application/json'
    ]!
    if (example === undefined) continue
    const validate = ajv.compile({ $ref: `shop${schema.$ref}` })
    expect(validate(example), JSON.stringify(validate.errors)).toBe(true)
  }
  const isProblem = ajv.compile({ $ref: 'shop#/components/schemas/Problem' })
  for (const { value } of Object.values<{ value: unknown }>(document.components.examples))
    expect(isProblem(value)).toBe(true)
})

test.each(Object.entries(examples))('the example of %s is an input that the shop takes', (name, input) => {
  expect(operationByName.get(name)?.input.safeParse(input)).toMatchObject({ success: true })
})

test('paying names the key as required', () => {
  const { parameters } = document.paths['/checkout-sessions/{id}/complete'].post
  expect(parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', required: true }))
})
