/** What the shop keeps of a person: told to them, and taken away. */

export { personalData } from './rooms.ts'
export { scrub } from './scrub.ts'
export { closeAccount, eraseCustomer, erasureOf, exportAccount, exportCustomer } from './use-cases.ts'
