/** What goes in and out: the shop's records, lists and feeds. */
export { readFeed } from './read-feed.ts'
export { exportRecords } from './use-cases.ts'
