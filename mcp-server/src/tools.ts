import { type CheckoutView, dropEchoes, type Operation, operationByName, type Shop } from '@mitchweb/engine/contract'
import {
  type AuthInfo,
  type CallToolResult,
  type InputRequiredResult,
  isInputRequiredResult,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { errorText } from './error-text.ts'
import { type OnFault, shownError } from './guarded-shop.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'
import { listingOnly } from './listing.ts'
import { assertShallow } from './nesting.ts'
import { completeWithDialog, type DialogOptions } from './payment-dialog.ts'
import { holdsInAccount } from './principal.ts'
import { rendered, type ToolName } from './renderings.ts'
import { methodOf } from './shop-method.ts'
import { signedBy } from './signed-by.ts'
import { annotationsOf } from './tool-annotations.ts'
import { shownSchema, slimInput, slimOutput } from './tool-schemas.ts'
import { type ToolRow, toolTable } from './tool-table.ts'

export type ToolsOptions = {
  readonly shopOf: (ctx: ServerContext) => Shop
  readonly authInfoOf: (ctx: ServerContext) => AuthInfo | undefined
  readonly dialog: DialogOptions
  /** What the client calls itself, as far as it has said by now. */
  readonly clientName: () => string | undefined
  readonly readOnly: boolean
  readonly onFault: OnFault
}

/** Registers the shopper's tools. Everything but the closures is made once, because a server is built for each request. */
export function registerTools(server: McpServer, options: ToolsOptions): void {
  listingOnly(
    server,
    (name, ctx) => isListed(name, options.authInfoOf(ctx)),
    () => {
      for (const tool of tools) {
        if (options.readOnly && tool.operation.effect !== 'read') continue
        server.registerTool(tool.row.name, tool.config, (args, ctx) => callTool(tool, args, ctx, options))
      }
    },
  )
}

/** Tools of an account can be called by guests too, who then hear that they have to sign in; they are listed for its owner. */
function isListed(name: string, authInfo: AuthInfo | undefined): boolean {
  const tool = tools.find(({ row }) => row.name === name)
  if (tool?.row.isUnlisted) return false
  return !tool?.row.isForAccounts || holdsInAccount(authInfo, tool.operation.scope)
}

/** Which scope a tool needs, and whether it is for who is signed in alone; undefined where there is no such tool. */
export function neededFor(name: string): { readonly scope: string; readonly isForAccounts: boolean } | undefined {
  const tool = tools.find(({ row }) => row.name === name)
  return tool && { scope: tool.operation.scope, isForAccounts: tool.row.isForAccounts === true }
}

type Tool = {
  readonly row: ToolRow
  readonly operation: Operation
  readonly method: keyof Shop
  readonly config: ToolConfig
}

const tools: readonly Tool[] = toolTable.map(row => {
  const operation = operationByName.get(row.name) as Operation
  return { row, operation, method: methodOf(row.name), config: configOf(row, operation) }
})

type ToolConfig = ReturnType<typeof configOf>

function configOf(row: ToolRow, operation: Operation) {
  return {
    title: operation.title,
    description: row.description,
    inputSchema: shownSchema(() => slimInput(operation, row)),
    outputSchema: shownSchema(() => slimOutput(operation)),
    annotations: annotationsOf(row, operation),
  }
}

async function callTool(
  { row, operation, method }: Tool,
  args: Record<string, unknown>,
  ctx: ServerContext,
  { shopOf, dialog, clientName, onFault }: ToolsOptions,
): Promise<CallToolResult | InputRequiredResult> {
  const { meta, ...given } = args
  const call = { row, operation, input: given as unknown, idempotencyKey: undefined as string | undefined }
  try {
    assertShallow(args)
    const kept = dropEchoes(given, operation.echoes)
    const input = prepares.has(row.name) ? signedBy(clientName(), kept) : kept
    call.input = input
    call.idempotencyKey = idempotencyKeyOf(meta)
    const shop = shopOf(ctx)
    const options = { idempotencyKey: call.idempotencyKey, signal: ctx.mcpReq.signal }
    const perform = () => (shop[method] as (input: unknown, options: object) => Promise<unknown>)(input, options)
    if (row.name !== 'complete_checkout') return success(row.name, await perform())
    const complete = perform as () => Promise<CheckoutView>
    const answer = await completeWithDialog({ input, shop, ctx, complete }, dialog)
    return isInputRequiredResult(answer) ? answer : success(row.name, answer)
  } catch (error) {
    return failure(errorText(shownError(error, onFault), call))
  }
}

/** By these a person is handed something that they had no hand in. */
const prepares: ReadonlySet<ToolName> = new Set(['create_checkout', 'update_checkout'])

function success(name: ToolName, answer: unknown): CallToolResult {
  const { text, structured } = rendered(name, answer as never)
  return { content: [{ type: 'text', text }], structuredContent: structured }
}

const failure = (text: string): CallToolResult => ({ content: [{ type: 'text', text }], isError: true })
