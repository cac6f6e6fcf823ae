import type { Operation } from '@mitchweb/engine/contract'
import type { ToolAnnotations } from '@modelcontextprotocol/server'

type Row = { readonly destructive?: boolean; readonly idempotent?: boolean }

/** The hints follow from the contract's effect; only what a write takes away or may be repeated is the row's. */
export function annotationsOf({ destructive, idempotent }: Row, { effect }: Operation): ToolAnnotations {
  if (effect === 'read') return { readOnlyHint: true, openWorldHint: false }
  const charge = effect === 'charge'
  return {
    readOnlyHint: false,
    destructiveHint: charge || destructive === true,
    idempotentHint: idempotent === true,
    openWorldHint: charge,
  }
}
