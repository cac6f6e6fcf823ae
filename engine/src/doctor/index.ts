/** What must be true of a shop’s database, and whether it is. */
export { type Examination, type Examined, type ExamineOptions, examineShop } from './examine.ts'
