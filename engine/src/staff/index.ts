/** Who works for the shop, what each may do, and the keys of their programs. */
export { isStaffKey, staffByKey } from './identify.ts'
export { noteUse } from './key-records.ts'
export { createApiKey, listApiKeys, revokeApiKey } from './key-use-cases.ts'
export { makeFirstOwner, makeOwnerKey, type OwnerKey } from './owner.ts'
export { disableStaffMember, enableStaffMember, getOwnAccess, listStaff, saveStaffMember } from './use-cases.ts'
