import { states } from '../shared/states.ts'

/** Received is over: all of it arrived, or is known to be lost. Cancelled is over too: the rest went back. */
export type TransferStatus = 'in_transit' | 'received' | 'canceled'

export const transferStates = states<TransferStatus>({
  in_transit: ['received', 'canceled'],
  received: [],
  canceled: [],
})

/** Every unit that was sent is in exactly one of these. */
export type TransferLine = {
  readonly variantId: string
  readonly quantity: number
  readonly outstanding: number
  readonly received: number
  readonly lost: number
  /** Back where it came from. */
  readonly returned: number
}

export type Transfer = {
  readonly id: string
  readonly fromId: string
  readonly toId: string
  readonly status: TransferStatus
  readonly note: string | null
  readonly createdAt: Date
  readonly closedAt: Date | null
  readonly lines: readonly TransferLine[]
}
