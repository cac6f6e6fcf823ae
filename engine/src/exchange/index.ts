/** What goes in and out: the shop's records, lists and feeds. */
export { exportRecords } from './use-cases.ts'
