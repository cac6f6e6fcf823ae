/** Buyers the shop knows, by e-mail, and where they had things sent. */
export { customerGroupRecords, customerRecords } from './exported-records.ts'
export { findCustomers } from './find-customers.ts'
export { groupExists, groupsOf } from './group-records.ts'
export { moveCustomer } from './move-customer.ts'
export { customerIdByEmail, rememberAddress, rememberBuyer, type SavedAddress, savedAddresses } from './records.ts'
export { getCustomerGroup, groupOutline, listCustomerGroups, saveCustomerGroup } from './use-cases.ts'
