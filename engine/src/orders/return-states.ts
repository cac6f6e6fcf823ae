import { states } from '../shared/states.ts'

/** What becomes of what a buyer wants to send back. One that was received in part is received: the rest can be asked for anew. */
export const returnStates = states({ requested: ['received', 'refused'], received: [], refused: [] })

export type ReturnStatus = (typeof returnStates)['names'][number]
