import type { PersonalData } from '../storage/personal-data.ts'
import type { catalogTables } from './tables.ts'

const goods = 'What is sold, and its texts.'

export const catalogPersonalData: PersonalData<ReturnType<typeof catalogTables>> = {
  products: goods,
  variants: goods,
  categories: goods,
  productCategories: goods,
  collections: goods,
  collectionProducts: goods,
  productRelations: goods,
  publications: goods,
  formerHandles: goods,
  policies: 'The shop’s own texts.',
  policyPassages: 'The shop’s own texts.',
  translations: goods,
}
