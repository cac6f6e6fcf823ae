import type { CheckoutView, Shop } from '@mitchweb/engine/contract'
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { principalOf } from './principal.ts'

type DialogState = { readonly checkoutId: string }

export type DialogCodec = RequestStateCodec<DialogState>

/** Signs what comes back through the client. The secret has 32 bytes at least and is the same on every node. */
export const dialogCodec = (secret: Uint8Array | string): DialogCodec =>
  createRequestStateCodec<DialogState>({
    key: secret,
    ttlSeconds: 3600,
    bind: ctx => `${ctx.mcpReq.method}\0${principalOf(ctx.http?.authInfo)}`,
  })

export type DialogOptions = {
  readonly era: 'legacy' | 'modern'
  readonly codec: DialogCodec
  /** What the client declared in its handshake; a stateless client declares it with each request instead. */
  readonly declaredAtStart: () => ClientCapabilities | undefined
}

export type Completion = {
  readonly input: unknown
  readonly shop: Shop
  readonly ctx: ServerContext
  readonly complete: () => Promise<CheckoutView>
}

/**
 * Completes a checkout and, where a person has to pay and the client declared dialogs with links, offers the page as one.
 * It is a bonus: whatever becomes of the dialog, the call ends in the checkout as the engine sees it. "Accepted" means
 * that the person agreed to open the page, never that it is paid.
 */
export async function completeWithDialog(
  { input, shop, ctx, complete }: Completion,
  { era, codec, declaredAtStart }: DialogOptions,
): Promise<CheckoutView | InputRequiredResult> {
  if (returnsFromDialog(ctx, input)) return shop.getCheckout({ id: (input as { id: string }).id })
  const checkout = await complete()
  const { id, status, continue_url: url } = checkout
  if (status !== 'requires_escalation' || url === undefined) return checkout
  const envelope = ctx.mcpReq.envelope as Readonly<Record<string, unknown>> | undefined
  const declared = envelope?.[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined
  if ((declared ?? declaredAtStart())?.elicitation?.url === undefined) return checkout
  const message = 'Open the shop’s page to review and pay this order.'
  if (era === 'legacy') {
    await askedDuringTheCall(ctx, { message, url })
    return shop.getCheckout({ id })
  }
  return inputRequired({
    inputRequests: { pay: inputRequired.elicitUrl({ message, url }) },
    requestState: await codec.mint({ checkoutId: id }, ctx),
  })
}

function returnsFromDialog(ctx: ServerContext, input: unknown): boolean {
  const state = ctx.mcpReq.inputResponses === undefined ? undefined : ctx.mcpReq.requestState<DialogState>()
  return state !== undefined && state.checkoutId === (input as { id?: unknown } | null)?.id
}

/** A client that does not answer in time, or at all, still gets the plain result with the link. */
async function askedDuringTheCall(
  ctx: ServerContext,
  { message, url }: { message: string; url: string },
): Promise<void> {
  try {
    const elicitationId = crypto.randomUUID()
    // On the call's own stream: the other one may not be open yet, and a question sent there would be lost.
    const asked = { timeout: 45_000, relatedRequestId: ctx.mcpReq.id }
    await ctx.mcpReq.elicitInput({ mode: 'url', message, url, elicitationId }, asked)
  } catch {
    // Nothing is lost: the link stands in the result.
  }
}
