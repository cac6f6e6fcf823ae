import { errorTable } from '@mitchweb/engine/contract'
import { errorCodes } from '../http/problem.ts'
import { bodySchema, codesOf, exampleBody, operationOf, parameters, type Schema } from '../openapi.ts'
import type { Route } from '../route.ts'
import { routes } from '../routes.ts'
import { type Html, html } from './html.ts'
import { document } from './layout.ts'

/** The API for people: the same tables that the server and the OpenAPI document are made from. */
export const docsPage = ({ shop, publicUrl }: { shop: string; publicUrl: string }): string =>
  document({
    title: 'API reference',
    shop,
    body: html`<article class="reference"><h1>API reference</h1>
<p>Everything lies under <code>${publicUrl}/api</code>. Names and shapes are those of the Universal Commerce Protocol 2026-04-08; the machine-readable description is <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<ul><li>Money is an integer of minor units: <code>1290</code> with <code>EUR</code> is 12.90 €.</li>
<li>An update replaces the whole cart or checkout. Fields that only answers carry may be sent back and are ignored.</li>
<li>Send an <code>Idempotency-Key</code> with whatever creates or pays, and repeat with the same key when no answer comes.</li>
<li>What a buyer meets on the way to an order stands in <code>messages[]</code>; what cannot be answered is a problem with a code from the table below.</li></ul>
<nav class="scroll"><table><tbody>${routes.map(
      route =>
        html`<tr><td class="method">${route.method}</td><td><a href="#${route.operation}">${route.path}</a></td><td>${operationOf(route).title}</td></tr>`,
    )}</tbody></table></nav>
${routes.map(route => section(route, publicUrl))}
<h2 id="errors">Errors</h2><div class="scroll"><table><thead><tr><th>Status</th><th>Code</th><th>What to do</th></tr></thead><tbody>${errorCodes.map(
      code =>
        html`<tr id="error-${code}"><td>${errorTable[code].status}</td><td><code>${code}</code></td><td>${errorTable[code].remedy}</td></tr>`,
    )}</tbody></table></div></article>`,
  })

function section(route: Route, publicUrl: string): Html {
  const operation = operationOf(route)
  const body = bodySchema(route)
  return html`<section id="${route.operation}"><h2>${operation.title}</h2>
<p><span class="method">${route.method}</span> <code>/api${route.path}</code></p><p>${operation.summary}</p>
${fieldTable(
  'Parameters',
  parameters(route).map(({ name, in: place, required, schema, description }) => ({
    name,
    type: `${typeOf(schema)}, ${place}`,
    required,
    description: description ?? text(schema.description),
  })),
)}
${body && fieldTable('Body', fieldsOf(body.schema))}
<h3>Example</h3><pre><code>${exampleCall(route, publicUrl)}</code></pre>
<p class="muted">Problems: ${codesOf(route).map((code, index) => html`${index > 0 && ', '}<a href="#error-${code}">${code}</a>`)}</p></section>`
}

type Field = {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly description?: string | undefined
}

function fieldTable(heading: string, fields: readonly Field[]): Html | false {
  if (fields.length === 0) return false
  return html`<h3>${heading}</h3><div class="scroll"><table><thead><tr><th>Name</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${fields.map(
    ({ name, type, required, description }) =>
      html`<tr><td><code>${name}</code></td><td>${type}${required && html`, <strong>required</strong>`}</td><td>${description}</td></tr>`,
  )}</tbody></table></div>`
}

/** Two levels deep: what is deeper stands in the OpenAPI document. */
function fieldsOf(schema: Schema, prefix = '', depth = 2): Field[] {
  const required = (schema.required ?? []) as readonly string[]
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([name, part]) => {
    const isList = part.type === 'array'
    const inside = isList ? ((part.items ?? {}) as Schema) : part
    const own = {
      name: prefix + name,
      type: typeOf(part),
      required: required.includes(name),
      description: text(part.description),
    }
    return depth > 1 ? [own, ...fieldsOf(inside, `${prefix}${name}${isList ? '[]' : ''}.`, depth - 1)] : [own]
  })
}

function typeOf(schema: Schema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map(value => JSON.stringify(value)).join(' | ')
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as Schema)}`
  return text(schema.type) ?? 'any'
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function exampleCall(route: Route, publicUrl: string): string {
  const path = route.path.replace('{slug}', 'shipping').replace('{id}', 'THE_ID')
  const query = route.query ? '?query=returns' : ''
  const body = exampleBody(route)
  const isWrite = operationOf(route).effect !== 'read'
  return [
    `curl ${route.method === 'GET' ? '' : `-X ${route.method} `}'${publicUrl}/api${path}${query}'`,
    ...(isWrite ? [`-H "Idempotency-Key: $(uuidgen)"`] : []),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body, null, 2)}'`]),
  ].join(' \\\n  ')
}
