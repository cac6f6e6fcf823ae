import { sql } from 'drizzle-orm'
import type { Actor } from '../shared/actor.ts'
import type { Door } from '../shared/identity.ts'
import type { Scope } from '../shared/scopes.ts'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { AuditState } from './contract.ts'
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

  /**
   * Who changed what, before and after. Rows are only ever added: a trigger refuses every other change but one, which
   * takes both states of an entry away because somebody has their data erased.
   */
  auditEntries: c.table(
    'audit_entries',
    {
      number: c.serial(),
      at: c.instant().notNull(),
      actorKind: c.text().$type<Actor['kind']>().notNull(),
      actorId: c.id(),
      /** As they were called then. */
      actorName: c.text(),
      credentialId: c.id(),
      door: c.text().$type<Door>().notNull(),
      operation: c.text().notNull(),
      subjectType: c.text().notNull(),
      subjectId: c.id(),
      stateBefore: c.json<AuditState>(),
      stateAfter: c.json<AuditState>(),
      idempotencyKey: c.text(),
      /** Whose data the states tell, where they tell a customer's. */
      customerId: c.id(),
      redactedAt: c.instant(),
    },
    t => [
      c.index('audit_entries_at').on(t.at, t.number),
      c.index('audit_entries_actor').on(t.actorId, t.at, t.number),
      c.index('audit_entries_operation').on(t.operation, t.at, t.number),
      c.index('audit_entries_subject').on(t.subjectType, t.subjectId, t.at, t.number),
      c.index('audit_entries_customer').on(t.customerId).where(sql`${t.customerId} is not null`),
    ],
  ),
})
