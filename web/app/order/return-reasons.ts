import type { InputOf } from '@mitchweb/engine/contract'

type Reason = InputOf<'request_return'>['line_items'][number]['reason']

/** Why something comes back, as the shop counts it. */
export const returnReasonNames = [
  'unwanted',
  'damaged',
  'wrong_item',
  'not_as_described',
  'arrived_late',
  'other',
] as const satisfies readonly Reason[]
