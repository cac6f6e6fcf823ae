import { CommerceError, type Operation, operationByName, type Shop } from '@mitchweb/engine/contract'
import type { AuthInfo, CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server'
import { errorText } from '../error-text.ts'
import { type OnFault, shownError } from '../guarded-shop.ts'
import { idempotencyKeyOf } from '../idempotency-key.ts'
import { listingOnly } from '../listing.ts'
import { assertShallow } from '../nesting.ts'
import { methodOf } from '../shop-method.ts'
import { annotationsOf } from '../tool-annotations.ts'
import { shownSchema, slimInput, slimOutput } from '../tool-schemas.ts'
import { type Access, isReading, listedFor } from './access.ts'
import type { Confirmations } from './confirmation.ts'
import { type ConfirmedName, effects } from './effects.ts'
import { merchantRendering, outlineText } from './renderings.ts'
import { type MerchantRow, merchantTable } from './tool-table.ts'

export type MerchantToolsOptions = {
  readonly shopOf: (ctx: ServerContext) => Shop
  readonly accessOf: (authInfo: AuthInfo | undefined) => Access | undefined
  readonly authInfoOf: (ctx: ServerContext) => AuthInfo | undefined
  readonly confirmations: Confirmations
  readonly readOnly: boolean
  readonly onFault: OnFault
}

/** Registers the tools of the staff; each is listed for those who may use it. */
export function registerMerchantTools(server: McpServer, options: MerchantToolsOptions): void {
  const { accessOf, authInfoOf, readOnly } = options
  listingOnly(
    server,
    (name, ctx) => {
      const access = accessOf(authInfoOf(ctx))
      return access !== undefined && listedFor(access, { readOnly }).has(name)
    },
    () => {
      for (const tool of tools) {
        if (readOnly && !isReading(tool.row)) continue
        server.registerTool(tool.row.name, tool.config, (args, ctx) => callTool(tool, args, ctx, options))
      }
    },
  )
}

type Tool = { readonly row: MerchantRow; readonly operation: Operation; readonly config: ReturnType<typeof configOf> }

const tools: readonly Tool[] = merchantTable.map(row => {
  const operation = operationByName.get(row.name) as Operation
  return { row, operation, config: configOf(row, operation) }
})

const rehearsal = { dry_run: { type: 'boolean', description: 'Say what would happen, change nothing' } }
const confirmed = { confirmation_token: { type: 'string', description: 'From the first call; same arguments' } }

function configOf(row: MerchantRow, operation: Operation) {
  const input = () => {
    const slim = slimInput(operation, row)
    const extra = row.isConfirmed ? confirmed : operation.effect === 'read' ? {} : rehearsal
    return { ...slim, properties: { ...(slim.properties as object), ...extra } }
  }
  return {
    title: operation.title,
    description: row.description,
    inputSchema: shownSchema(input),
    // What a confirmed tool answers first is no answer of its operation.
    outputSchema: shownSchema(() => (row.isConfirmed ? { type: 'object' } : slimOutput(operation))),
    annotations: annotationsOf(row, operation),
  }
}

async function callTool(
  tool: Tool,
  args: Record<string, unknown>,
  ctx: ServerContext,
  options: MerchantToolsOptions,
): Promise<CallToolResult> {
  const { row, operation } = tool
  const { meta, dry_run: dryRun, confirmation_token: token, ...input } = args
  const call = {
    row,
    operation,
    input: input as unknown,
    idempotencyKey: undefined as string | undefined,
    keyFollowsFrom: 'confirmation_token',
  }
  try {
    assertShallow(args)
    call.idempotencyKey = idempotencyKeyOf(meta)
    if (dryRun !== undefined && typeof dryRun !== 'boolean') throw notA('dry_run', 'true or false')
    if (token !== undefined && typeof token !== 'string') throw notA('confirmation_token', 'text')
    const shop = options.shopOf(ctx)
    const perform = (how: { readonly dryRun?: boolean; readonly idempotencyKey?: string | undefined }) =>
      (shop[methodOf(row.name)] as (input: unknown, options: object) => Promise<unknown>)(input, {
        ...how,
        signal: ctx.mcpReq.signal,
      })
    if (row.isConfirmed) {
      const staffId = options.accessOf(options.authInfoOf(ctx))?.staffId ?? ''
      const asked = {
        ...call,
        name: row.name as ConfirmedName,
        staffId,
        shop,
        perform,
        token: dryRun ? undefined : token,
      }
      return await confirmedCall(asked, options.confirmations)
    }
    const answer = await perform({ dryRun: dryRun === true, idempotencyKey: call.idempotencyKey })
    return result(merchantRendering(row.name, answer), dryRun ? 'Nothing was changed. It would answer:' : undefined)
  } catch (error) {
    return { content: [{ type: 'text', text: errorText(shownError(error, options.onFault), call) }], isError: true }
  }
}

const notA = (field: string, what: string) =>
  new CommerceError('invalid_input', `${field} is ${what}.`, { path: `$.${field}` })

type Confirming = {
  readonly name: ConfirmedName
  readonly staffId: string
  readonly input: unknown
  readonly token: string | undefined
  readonly idempotencyKey: string | undefined
  readonly shop: Shop
  readonly perform: (how: { dryRun?: boolean; idempotencyKey?: string }) => Promise<unknown>
}

/**
 * Two steps: what would happen, with a token; then exactly that, with the token. Where it would do something else by
 * now, nothing is done and the new word is given. A token that was used stands for the answer it got.
 */
async function confirmedCall(asked: Confirming, confirmations: Confirmations): Promise<CallToolResult> {
  const { name, staffId, input, token, shop, perform } = asked
  const named = token === undefined ? undefined : confirmations.nameOf(token, { staffId, operation: name, input })
  if (named !== undefined && confirmations.isUsed(named)) {
    return result(merchantRendering(name, await perform({ idempotencyKey: keyOf(named) })))
  }
  const tried = await perform({ dryRun: true })
  const effect = await (effects[name] as (call: object) => Promise<object>)({ shop, input, tried })
  if (named !== undefined && token !== undefined && confirmations.isAsShown(token, effect)) {
    const answer = await perform({ idempotencyKey: keyOf(named) })
    confirmations.use(named)
    return result(merchantRendering(name, answer))
  }
  const shown = confirmations.mint({ staffId, operation: name, input, effect })
  const view = { will: effect, confirmation_token: shown.token, expires_at: shown.expiresAt.toISOString() }
  const changed = named === undefined ? '' : 'Since it was shown, something has changed. '
  return result(
    { text: outlineText(view), structured: view },
    `${changed}Nothing was done yet. Show the person what will happen. When they agree, call ${name} again with the same arguments and this confirmation_token.`,
  )
}

const keyOf = (name: string): string => `confirmed-${name}`

function result(
  { text, structured }: { readonly text: string; readonly structured: Record<string, unknown> },
  heading?: string,
): CallToolResult {
  return { content: [{ type: 'text', text: heading ? `${heading}\n${text}` : text }], structuredContent: structured }
}
