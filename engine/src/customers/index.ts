/** Buyers the shop knows, by e-mail, and where they had things sent. */
export { customerIdByEmail, rememberAddress, rememberBuyer, type SavedAddress, savedAddresses } from './records.ts'
