import {
  acceptedContent,
  completable,
  type InMemoryServerEventBus,
  inputRequired,
  type McpServer,
  ResourceTemplate,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { DialogCodec } from '../src/payment-dialog.ts'
import { shownSchema } from '../src/tool-schemas.ts'

export type FixtureWorld = {
  /** The codec of the server under test, so that the state that fixtures mint is checked by the shop's own hook. */
  readonly codec: DialogCodec
  readonly bus: InMemoryServerEventBus
}

/**
 * What the official conformance scenarios call by fixed names. It is laid over the shop's real factory in tests only;
 * nothing in `src` knows of it.
 */
export function registerConformanceFixtures(server: McpServer, world: FixtureWorld): void {
  server.server.registerCapabilities({ tools: { listChanged: true }, prompts: { listChanged: true } })
  registerPlainTools(server)
  registerAskingTools(server)
  registerInputRequiredTools(server, world)
  registerStatelessTools(server, world)
  registerResources(server)
  registerPrompts(server)
}

const text = (value: string) => ({ type: 'text' as const, text: value })
const says = (value: string) => ({ content: [text(value)] })
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
const wav = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA='

function registerPlainTools(server: McpServer): void {
  const plain = (name: string, run: (ctx: ServerContext) => unknown) =>
    server.registerTool(
      name,
      { description: `Conformance fixture ${name}`, inputSchema: z.object({}) },
      (_, ctx) => run(ctx) as never,
    )
  plain('test_simple_text', () => says('This is a simple text response for testing.'))
  plain('test_image_content', () => ({ content: [{ type: 'image', data: png, mimeType: 'image/png' }] }))
  plain('test_audio_content', () => ({ content: [{ type: 'audio', data: wav, mimeType: 'audio/wav' }] }))
  plain('test_embedded_resource', () => ({
    content: [
      {
        type: 'resource',
        resource: {
          uri: 'test://embedded-resource',
          mimeType: 'text/plain',
          text: 'This is an embedded resource content.',
        },
      },
    ],
  }))
  plain('test_multiple_content_types', () => ({
    content: [
      text('Multiple content types test:'),
      { type: 'image', data: png, mimeType: 'image/png' },
      {
        type: 'resource',
        resource: {
          uri: 'test://mixed-content-resource',
          mimeType: 'application/json',
          text: JSON.stringify({ test: 'data', value: 123 }),
        },
      },
    ],
  }))
  plain('test_error_handling', () => {
    throw new Error('This tool intentionally returns an error for testing')
  })
  plain('test_tool_with_logging', async ctx => {
    for (const message of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await ctx.mcpReq.log('info', message)
    }
    return says('Logged three messages.')
  })
  plain('test_tool_with_progress', async ctx => {
    const progressToken = ctx.mcpReq._meta?.progressToken
    if (progressToken !== undefined) {
      for (const progress of [0, 50, 100]) {
        await ctx.mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } })
      }
    }
    return says('Reported progress.')
  })
  plain('test_reconnection', ctx => {
    ctx.http?.closeSSE?.()
    return says('Answered after the stream was closed.')
  })
  const jsonSchema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    $defs: {
      address: {
        $anchor: 'addressDef',
        type: 'object',
        properties: { street: { type: 'string' }, city: { type: 'string' } },
      },
    },
    properties: {
      name: { type: 'string' },
      address: { $ref: '#/$defs/address' },
      contactMethod: { type: 'string', enum: ['phone', 'email'] },
      phone: { type: 'string' },
      email: { type: 'string' },
    },
    allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
    if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: { required: ['phone'] },
    else: { required: ['email'] },
    additionalProperties: false,
  }
  server.registerTool(
    'json_schema_2020_12_tool',
    { description: 'Tool with JSON Schema 2020-12 features', inputSchema: shownSchema(() => jsonSchema) },
    () => says('ok'),
  )
}

function registerAskingTools(server: McpServer): void {
  server.registerTool(
    'test_sampling',
    { description: 'Asks the client’s model', inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }, ctx) => {
      const answer = await ctx.mcpReq.requestSampling(
        { messages: [{ role: 'user', content: text(prompt) }], maxTokens: 100 },
        { relatedRequestId: ctx.mcpReq.id },
      )
      const [content] = Array.isArray(answer.content) ? answer.content : [answer.content]
      return says(`LLM response: ${content?.type === 'text' ? content.text : JSON.stringify(content)}`)
    },
  )
  const asks = (name: string, requestedSchema: object) =>
    server.registerTool(
      name,
      { description: `Conformance fixture ${name}`, inputSchema: z.object({ message: z.string().optional() }) },
      async ({ message = 'Please answer' }, ctx) => {
        const { action, content } = await ctx.mcpReq.elicitInput(
          { mode: 'form', message, requestedSchema: requestedSchema as never },
          { relatedRequestId: ctx.mcpReq.id },
        )
        return says(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`)
      },
    )
  asks('test_elicitation', {
    type: 'object',
    properties: {
      username: { type: 'string', description: 'User’s response' },
      email: { type: 'string', description: 'User’s email address' },
    },
    required: ['username', 'email'],
  })
  asks('test_elicitation_sep1034_defaults', {
    type: 'object',
    properties: {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    },
    required: [],
  })
  const titled = (first: string) => [
    { const: 'value1', title: `First ${first}` },
    { const: 'value2', title: `Second ${first}` },
    { const: 'value3', title: `Third ${first}` },
  ]
  asks('test_elicitation_sep1330_enums', {
    type: 'object',
    properties: {
      untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
      titledSingle: { type: 'string', oneOf: titled('Option') },
      legacyEnum: {
        type: 'string',
        enum: ['opt1', 'opt2', 'opt3'],
        enumNames: ['Option One', 'Option Two', 'Option Three'],
      },
      untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
      titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
    },
    required: [],
  })
}

const nameSchema = z.object({ name: z.string() })
const okSchema = z.object({ ok: z.boolean() })
const colorSchema = z.object({ color: z.string() })
const askName = (message = 'What is your name?') => inputRequired.elicit({ message, requestedSchema: nameSchema })
const sample = (question: string, maxTokens: number) =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: text(question) }], maxTokens })

function registerInputRequiredTools(server: McpServer, { codec }: FixtureWorld): void {
  const tool = (name: string, run: (ctx: ServerContext) => unknown) =>
    server.registerTool(
      `test_input_required_result_${name}`,
      { description: `Conformance fixture ${name}`, inputSchema: z.object({}) },
      (_, ctx) => run(ctx) as never,
    )
  const responses = (ctx: ServerContext) => ctx.mcpReq.inputResponses as Record<string, unknown> | undefined
  const mint = (step: string, ctx: ServerContext) => codec.mint({ checkoutId: step }, ctx)
  const stateOf = (ctx: ServerContext) => ctx.mcpReq.requestState<{ checkoutId: string }>()?.checkoutId

  tool('elicitation', ctx => {
    const answer = acceptedContent(responses(ctx), 'user_name', nameSchema)
    return answer ? says(`Hello, ${answer.name}!`) : inputRequired({ inputRequests: { user_name: askName() } })
  })
  tool('sampling', ctx => {
    const answer = responses(ctx)?.capital_question
    const inputRequests = { capital_question: sample('What is the capital of France?', 100) }
    return answer ? says(`The model says: ${JSON.stringify(answer)}`) : inputRequired({ inputRequests })
  })
  tool('list_roots', ctx => {
    const answer = responses(ctx)?.client_roots
    const inputRequests = { client_roots: inputRequired.listRoots() }
    return answer ? says(`Roots: ${JSON.stringify(answer)}`) : inputRequired({ inputRequests })
  })
  const confirms = async (ctx: ServerContext) => {
    if (stateOf(ctx) === 'confirm' && responses(ctx)?.confirm) return says('state-ok')
    return inputRequired({
      inputRequests: { confirm: inputRequired.elicit({ message: 'Please confirm', requestedSchema: okSchema }) },
      requestState: await mint('confirm', ctx),
    })
  }
  tool('request_state', confirms)
  tool('tampered_state', confirms)
  tool('multiple_inputs', async ctx => {
    const given = responses(ctx) ?? {}
    if (stateOf(ctx) === 'many' && given.user_name && given.greeting && given.client_roots) return says('All answered.')
    return inputRequired({
      inputRequests: {
        user_name: askName(),
        greeting: sample('Generate a greeting', 50),
        client_roots: inputRequired.listRoots(),
      },
      requestState: await mint('many', ctx),
    })
  })
  tool('multi_round', async ctx => {
    const given = responses(ctx) ?? {}
    if (stateOf(ctx) === 'round-2' && given.step2) return says(`Done: ${JSON.stringify(given.step2)}`)
    const answered = stateOf(ctx) === 'round-1' && given.step1
    const color = inputRequired.elicit({
      message: 'Step 2: What is your favorite color?',
      requestedSchema: colorSchema,
    })
    return inputRequired({
      inputRequests: answered ? { step2: color } : { step1: askName('Step 1: What is your name?') },
      requestState: await mint(answered ? 'round-2' : 'round-1', ctx),
    })
  })
  tool('capabilities', ctx => {
    const envelope = ctx.mcpReq.envelope as Record<string, Record<string, unknown>> | undefined
    const declared = envelope?.['io.modelcontextprotocol/clientCapabilities'] ?? {}
    return inputRequired({
      inputRequests: {
        ...(declared.sampling !== undefined && { question: sample('What is the capital of France?', 100) }),
        ...(declared.elicitation !== undefined && { user_name: askName() }),
      },
    })
  })
}

function registerStatelessTools(server: McpServer, { bus }: FixtureWorld): void {
  const plain = (name: string, run: (ctx: ServerContext) => unknown) =>
    server.registerTool(
      name,
      { description: `Conformance fixture ${name}`, inputSchema: z.object({}) },
      (_, ctx) => run(ctx) as never,
    )
  plain('test_missing_capability', () => inputRequired({ inputRequests: { question: sample('Anything?', 10) } }))
  plain('test_streaming_elicitation', () => inputRequired({ inputRequests: { user_name: askName() } }))
  plain('test_logging_tool', async ctx => {
    await ctx.mcpReq.log('info', 'only for whoever asked for logs')
    return says('Logged.')
  })
  plain('test_trigger_tool_change', () => {
    bus.publish({ kind: 'tools_list_changed' })
    return says('Announced.')
  })
  plain('test_trigger_prompt_change', () => {
    bus.publish({ kind: 'prompts_list_changed' })
    return says('Announced.')
  })
  const withHeader = {
    type: 'object',
    properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
    required: ['region'],
  }
  server.registerTool(
    'test_x_mcp_header',
    { description: 'An argument that travels as a header', inputSchema: shownSchema(() => withHeader) },
    ({ region }) => says(`Region ${String(region)}`),
  )
}

function registerResources(server: McpServer): void {
  const described = (mimeType: string) => ({ description: 'Conformance fixture', mimeType })
  server.registerResource('static-text', 'test://static-text', described('text/plain'), uri => ({
    contents: [{ uri: uri.href, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }],
  }))
  server.registerResource('static-binary', 'test://static-binary', described('image/png'), uri => ({
    contents: [{ uri: uri.href, mimeType: 'image/png', blob: png }],
  }))
  server.registerResource('watched-resource', 'test://watched-resource', described('text/plain'), uri => ({
    contents: [{ uri: uri.href, mimeType: 'text/plain', text: 'Watched.' }],
  }))
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined })
  server.registerResource('template-data', template, described('application/json'), (uri, { id }) => ({
    contents: [
      {
        uri: uri.href,
        mimeType: 'application/json',
        text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${String(id)}` }),
      },
    ],
  }))
}

function registerPrompts(server: McpServer): void {
  const user = (content: unknown) => ({ role: 'user' as const, content: content as never })
  server.registerPrompt('test_simple_prompt', { description: 'Conformance fixture' }, () => ({
    messages: [user(text('This is a simple prompt for testing.'))],
  }))
  const argument = (description: string) =>
    completable(z.string().describe(description), value => [`${value}1`, `${value}2`])
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'Conformance fixture',
      argsSchema: z.object({ arg1: argument('First test argument'), arg2: argument('Second test argument') }),
    },
    ({ arg1, arg2 }) => ({ messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))] }),
  )
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'Conformance fixture', argsSchema: z.object({ resourceUri: z.string().describe('Address') }) },
    ({ resourceUri }) => ({
      messages: [
        user({
          type: 'resource',
          resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        }),
        user(text('Please process the embedded resource above.')),
      ],
    }),
  )
  server.registerPrompt('test_prompt_with_image', { description: 'Conformance fixture' }, () => ({
    messages: [
      user({ type: 'image', data: png, mimeType: 'image/png' }),
      user(text('Please analyze the image above.')),
    ],
  }))
  server.registerPrompt('test_input_required_result_prompt', { description: 'Conformance fixture' }, ctx => {
    const given = ctx.mcpReq.inputResponses as Record<string, unknown> | undefined
    if (given?.user_context) return { messages: [user(text(`Context: ${JSON.stringify(given.user_context)}`))] }
    const requestedSchema = z.object({ context: z.string() })
    return inputRequired({
      inputRequests: {
        user_context: inputRequired.elicit({ message: 'What context should the prompt use?', requestedSchema }),
      },
    })
  })
}
