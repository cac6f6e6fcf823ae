import { states } from '../shared/states.ts'

/**
 * How a buyer’s bank claims money back, as far as the shop has to know. `other` is what moves no money: an inquiry, or a
 * claim that was withdrawn.
 */
export const disputeStates = states({
  other: ['needs_response', 'under_review', 'won', 'lost'],
  needs_response: ['under_review', 'won', 'lost', 'other'],
  under_review: ['won', 'lost', 'other'],
  won: [],
  lost: [],
})
export type DisputeStatus = 'other' | 'needs_response' | 'under_review' | 'won' | 'lost'

/** Whether the money is out of the shop’s reach: the bank holds it until it has decided, and keeps what it decides for itself. */
export const holdsMoney = (status: DisputeStatus): boolean =>
  status === 'needs_response' || status === 'under_review' || status === 'lost'
