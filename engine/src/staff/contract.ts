import { z } from 'zod'
import { id, instant, requiredText, text } from '../shared/fields.ts'
import { doors } from '../shared/identity.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { scopes } from '../shared/scopes.ts'
import { roleNames } from './roles.ts'

const role = z.enum(roleNames)
const scope = z.enum(scopes)

const staffMemberView = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  role,
  disabled: z.boolean().describe('true: none of their keys opens anything'),
  created_at: z.string(),
})
export type StaffMemberView = z.infer<typeof staffMemberView>

export const saveStaffMember = operation({
  name: 'save_staff_member',
  title: 'Save staff member',
  summary:
    'Adds somebody who works for the shop, or changes their name and role. The role counts at once for all of their keys; nobody gives a role that can do more than they can.',
  effect: 'write',
  scope: 'staff:write',
  input: z.strictObject({
    staff_member: z.strictObject({
      id: id().optional().describe('An existing member; without it, a new one'),
      name: requiredText(100),
      email: z.email('must be an e-mail address such as "cara@example.com"').max(254).optional(),
      role,
    }),
  }),
  output: staffMemberView,
  errors: ['not_found', 'invalid_state'],
})

export const listStaff = operation({
  name: 'list_staff',
  title: 'List staff',
  summary: 'Who works for the shop, with their roles, those who no longer do too.',
  effect: 'read',
  scope: 'staff:read',
  input: z.strictObject({ pagination: pageRequest.optional() }),
  output: z.strictObject({ staff_members: z.array(staffMemberView), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

export const disableStaffMember = operation({
  name: 'disable_staff_member',
  title: 'Disable staff member',
  summary: 'Shuts somebody out at once: none of their keys opens anything any more. The last owner stays.',
  effect: 'write',
  scope: 'staff:write',
  input: z.strictObject({ id: id() }),
  output: staffMemberView,
  errors: ['not_found', 'invalid_state'],
})

export const enableStaffMember = operation({
  name: 'enable_staff_member',
  title: 'Enable staff member',
  summary: 'Lets somebody in again who was shut out. Keys that were not revoked open again.',
  effect: 'write',
  scope: 'staff:write',
  input: z.strictObject({ id: id() }),
  output: staffMemberView,
  errors: ['not_found'],
})

const apiKeyView = z.strictObject({
  id: z.string(),
  staff_id: z.string(),
  name: z.string(),
  key_end: z.string().describe('The last characters of the key, to tell it from others'),
  scopes: z.array(scope).describe('What it opens now'),
  narrowed: z.boolean().describe('Whether it opens less than its owner’s role'),
  created_at: z.string(),
  expires_at: z.string(),
  last_used_at: z.string().optional().describe('To the minute'),
  revoked_at: z.string().optional(),
})
export type ApiKeyView = z.infer<typeof apiKeyView>

export const createApiKey = operation({
  name: 'create_api_key',
  title: 'Create API key',
  summary:
    'Makes a key with which somebody’s program acts for them, and tells it once. It opens what their role allows, or only the scopes that are named.',
  effect: 'write',
  scope: 'staff:write',
  input: z.strictObject({
    api_key: z.strictObject({
      staff_id: id(),
      name: requiredText(100).describe('What it is for, such as "Claude on Cara’s laptop"'),
      scopes: z.array(scope).min(1).max(scopes.length).optional(),
      expires_at: instant().optional().describe('In a year unless told; in two years at most'),
    }),
  }),
  hasSecretAnswer: true,
  output: apiKeyView.extend({
    key: z.string().describe('The key itself, told this once; one of a dry run opens nothing'),
  }),
  errors: ['not_found', 'invalid_state', 'limit_exceeded'],
})

export const listApiKeys = operation({
  name: 'list_api_keys',
  title: 'List API keys',
  summary: 'The keys of the shop, or of one of its staff, the newest first, with when each was last used.',
  effect: 'read',
  scope: 'staff:read',
  input: z.strictObject({ staff_id: id().optional(), pagination: pageRequest.optional() }),
  output: z.strictObject({ api_keys: z.array(apiKeyView), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

export const revokeApiKey = operation({
  name: 'revoke_api_key',
  title: 'Revoke API key',
  summary: 'Ends a key at once and for good.',
  effect: 'write',
  scope: 'staff:write',
  input: z.strictObject({ id: id() }),
  output: apiKeyView,
  errors: ['not_found'],
})

export const getOwnAccess = operation({
  name: 'get_own_access',
  title: 'Get own access',
  summary: 'Who the caller is to the shop, and what they may do.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({}),
  output: z.strictObject({
    kind: z.enum(['guest', 'customer', 'agent', 'staff', 'system']),
    scopes: z.array(scope),
    staff_member: staffMemberView.optional(),
  }),
  errors: [],
})

const state = z.record(z.string(), z.unknown())
export type AuditState = z.infer<typeof state>

const auditEntry = z.strictObject({
  id: z.string(),
  at: z.string(),
  actor: z.strictObject({
    kind: z.string(),
    id: z.string().optional(),
    name: z.string().optional().describe('As they were called then'),
    credential_id: z.string().optional(),
  }),
  door: z.enum(doors),
  operation: z.string(),
  subject: z.strictObject({ type: z.string(), id: z.string().optional() }),
  before: state.optional().describe('As staff saw it before; absent for what was new, and for an import'),
  after: state.optional().describe('As staff saw it after, or what an import counted; absent for what is gone'),
  idempotency_key: z.string().optional(),
  redacted_at: z.string().optional().describe('When both states were taken away, because a customer was erased'),
})
export type AuditEntryView = z.infer<typeof auditEntry>

export const listAudit = operation({
  name: 'list_audit',
  title: 'List audit',
  summary: 'Who changed what in the shop, through which door, before and after; the newest first.',
  effect: 'read',
  scope: 'audit:read',
  input: z.strictObject({
    actor_id: id().optional().describe('A staff member'),
    operation: z.string().max(100).optional(),
    subject: z
      .strictObject({ type: requiredText(50), id: text(500).min(1).optional() })
      .optional()
      .describe('e.g. {"type": "product", "id": "prd_…"}'),
    from: instant().optional().describe('At this moment or later'),
    before: instant().optional(),
    pagination: pageRequest.optional(),
  }),
  output: z.strictObject({ entries: z.array(auditEntry), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

export const staffOperations = [
  saveStaffMember,
  listStaff,
  disableStaffMember,
  enableStaffMember,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  getOwnAccess,
  listAudit,
] as const
