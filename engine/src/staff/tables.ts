import type { Scope } from '../shared/scopes.ts'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { Role } from './roles.ts'

export const staffTables = (c: Columns) => ({
  staffMembers: c.table(
    'staff_members',
    {
      id: c.id().primaryKey(),
      name: c.text().notNull(),
      email: c.text(),
      role: c.text().$type<Role>().notNull(),
      createdAt: c.instant().notNull(),
      disabledAt: c.instant(),
    },
    t => [c.index('staff_members_role').on(t.role)],
  ),

  apiKeys: c.table(
    'api_keys',
    {
      id: c.id().primaryKey(),
      staffId: c.id().notNull(),
      name: c.text().notNull(),
      /** The key itself is nowhere. */
      hash: c.text().notNull(),
      keyEnd: c.text().notNull(),
      /** Null opens whatever the owner's role opens. */
      scopes: c.json<readonly Scope[]>(),
      createdAt: c.instant().notNull(),
      expiresAt: c.instant().notNull(),
      lastUsedAt: c.instant(),
      revokedAt: c.instant(),
    },
    t => [
      c.uniqueIndex('api_keys_hash').on(t.hash),
      c.index('api_keys_staff').on(t.staffId, t.createdAt, t.id),
      c.index('api_keys_created').on(t.createdAt, t.id),
    ],
  ),
})
