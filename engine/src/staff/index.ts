/** Who works for the shop, what each may do, and the keys of their programs. */
export { type AuditedCall, type Change, noteChanges } from './audit.ts'
export { isStaffKey, staffByKey } from './identify.ts'
export { noteUse } from './key-records.ts'
export { createApiKey, listApiKeys, revokeApiKey, savedApiKey } from './key-use-cases.ts'
export { listAudit } from './list-audit.ts'
export { makeFirstOwner, makeOwnerKey, type OwnerKey } from './owner.ts'
export { staffPersonalData } from './personal-data.ts'
export {
  disableStaffMember,
  enableStaffMember,
  getOwnAccess,
  listStaff,
  savedStaffMember,
  saveStaffMember,
} from './use-cases.ts'
