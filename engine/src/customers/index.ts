/** Buyers the shop knows, by e-mail, and where they had things sent. */
export { customerGroupRecords, customerRecords } from './exported-records.ts'
export { findCustomers } from './find-customers.ts'
export { groupExists, groupsOf, ruleOfGroup } from './group-records.ts'
export { applyChangedRules, countOrder, countWithout, type StandingOrder } from './loyalty.ts'
export { moveCustomer } from './move-customer.ts'
export { customerPersonalData } from './personal-data.ts'
export type { SavedAddress } from './profile.ts'
export {
  emailOfCustomer,
  getProfile,
  type KnownBuyer,
  knownBuyer,
  preferencesOf,
  updateProfile,
} from './profile-use-cases.ts'
export { customerIdByEmail, hasOrdered, rememberAddress, rememberBuyer, savedAddresses } from './records.ts'
export { getCustomerGroup, groupOutline, listCustomerGroups, saveCustomerGroup } from './use-cases.ts'
