import { createHash } from 'node:crypto'
import type { CleanedWhere, CustomAdapter } from 'better-auth/adapters'

/** What is kept of a session's token. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/**
 * The adapter with sessions kept by the hash of their token. The library gets a session with its token where it named the
 * token itself. Of sessions that it found by something else it learns only the hash: those are ended by their id or their
 * owner.
 */
export function hashingSessionTokens(adapter: CustomAdapter): CustomAdapter {
  const { create, findOne, findMany, count, update, updateMany, consumeOne, incrementOne } = adapter
  const asked = <T extends Asked>(call: T): T =>
    call.model === 'session' && call.where ? { ...call, where: call.where.map(withHash) } : call
  return {
    create: async call => {
      if (call.model !== 'session') return create(call)
      const { token } = call.data
      return { ...(await create({ ...call, data: { ...call.data, token: tokenHash(String(token)) } })), token }
    },
    findOne: async call => told(call, await findOne(asked(call))),
    findMany: async call => {
      const rows = await findMany(asked(call))
      return rows.map(row => told(call, row)) as never[]
    },
    count: call => count(asked(call)),
    update: async call => told(call, await update(asked(call))),
    updateMany: call => updateMany(asked(call)),
    delete: call => adapter.delete(asked(call)),
    deleteMany: call => adapter.deleteMany(asked(call)),
    consumeOne: async call => told(call, (await consumeOne?.(asked(call))) ?? null),
    incrementOne: async call => told(call, (await incrementOne?.(asked(call))) ?? null),
  }
}

type Asked = { readonly model: string; readonly where?: CleanedWhere[] | undefined }

function withHash(part: CleanedWhere): CleanedWhere {
  const { field, value } = part
  if (field !== 'token') return part
  return {
    ...part,
    value: Array.isArray(value) ? value.map(token => tokenHash(String(token))) : tokenHash(String(value)),
  }
}

function told({ model, where = [] }: Asked, row: unknown): never {
  if (model !== 'session' || row === null) return row as never
  const { token } = row as { token: string }
  const named = where.flatMap(({ field, value }) => (field === 'token' ? [value].flat() : [])).map(String)
  return { ...(row as object), token: named.find(candidate => tokenHash(candidate) === token) ?? token } as never
}
