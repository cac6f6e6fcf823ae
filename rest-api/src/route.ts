import type { OperationName } from '@mitchweb/engine/contract'

export type Method = 'GET' | 'POST' | 'PUT'

/** The rate limit that a call counts against. */
export type Traffic = 'browse' | 'cart' | 'checkout' | 'admin'

/** Where an operation lives under `/api` and which part of the request is which part of its input. */
export type Route = {
  readonly operation: OperationName
  readonly method: Method
  /** A name in braces is a field of the input. */
  readonly path: string
  readonly traffic: Traffic
  /** The field of the input that the body is, as in the UCP binding; without it the body has only `beside`. */
  readonly object?: string
  /** Fields of the body which are fields of the input and not of its object. */
  readonly beside?: readonly string[]
  readonly query?: Readonly<Record<string, QueryType>>
  /** The query has `cursor` and `limit` as well, which are `pagination` of the input. */
  readonly page?: true
  /** Where the input names the buyer's language: in itself, or in the context of its object. Else Accept-Language counts. */
  readonly language?: 'query' | 'context'
  /** Answered with 201 and a `Location` under this path. */
  readonly creates?: string
  readonly keyRequired?: true
  /** The answer is the same for everybody and may be kept for a moment. */
  readonly isPublic?: true
  /** Only for staff. */
  readonly isAdmin?: true
  /** With `dry_run=true` in the query it says what would come of it, and changes nothing. */
  readonly takesDryRun?: true
}

export type QueryType = 'text' | 'integer' | 'boolean'

/** The query parameters of an address, with what they are. */
export const queryOf = ({ query, page }: Route): Readonly<Record<string, QueryType>> => ({
  ...query,
  ...(page && pageQuery),
})

const pageQuery = { cursor: 'text', limit: 'integer' } as const

export const parametersIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '')
