import { type ApiKey, scopesOfKey } from './api-key.ts'
import type { ApiKeyView, StaffMemberView } from './contract.ts'
import type { StaffMember } from './member.ts'

export const memberView = ({ id, name, email, role, createdAt, disabledAt }: StaffMember): StaffMemberView => ({
  id,
  name,
  ...(email !== null && { email }),
  role,
  disabled: disabledAt !== null,
  created_at: createdAt.toISOString(),
})

export const keyView = (key: ApiKey, { role }: Pick<StaffMember, 'role'>): ApiKeyView => ({
  id: key.id,
  staff_id: key.staffId,
  name: key.name,
  key_end: key.keyEnd,
  scopes: [...scopesOfKey(key, role)],
  narrowed: key.scopes !== null,
  created_at: key.createdAt.toISOString(),
  expires_at: key.expiresAt.toISOString(),
  ...(key.lastUsedAt && { last_used_at: key.lastUsedAt.toISOString() }),
  ...(key.revokedAt && { revoked_at: key.revokedAt.toISOString() }),
})
