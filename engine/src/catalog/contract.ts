import { listCategories, listSavedCategories, saveCategory } from './category-contract.ts'
import {
  archiveCollection,
  getCollection,
  getCollectionMembers,
  listCollections,
  saveCollection,
} from './collection-contract.ts'
import { getPolicy, listPolicies, savePolicy, searchStorePolicies } from './policy-contract.ts'
import { archiveProduct, getSavedProduct, saveProduct } from './product-contract.ts'
import { getRelatedProducts, saveRelatedProducts } from './relation-contract.ts'
import { listTranslations, saveTranslations } from './translation-contract.ts'

export {
  type CategoryDraft,
  type CategoryView,
  listCategories,
  listSavedCategories,
  type MerchantCategory,
  saveCategory,
} from './category-contract.ts'
export {
  archiveCollection,
  type CollectionCondition,
  type CollectionDraft,
  type CollectionRule,
  type CollectionView,
  getCollection,
  getCollectionMembers,
  listCollections,
  type MerchantCollection,
  saveCollection,
} from './collection-contract.ts'
export {
  getPolicy,
  listPolicies,
  type PolicyDraft,
  type PolicyTitle,
  type PolicyView,
  policyDraft,
  policyKinds,
  savePolicy,
  searchStorePolicies,
} from './policy-contract.ts'
export {
  archiveProduct,
  description,
  getSavedProduct,
  type Media,
  type MerchantProduct,
  media,
  type ProductDraft,
  productDraft,
  productStatuses,
  saveProduct,
  selectedOption,
  type VariantDraft,
  variantDraft,
} from './product-contract.ts'
export { getRelatedProducts, type RelatedProducts, relationKinds, saveRelatedProducts } from './relation-contract.ts'
export {
  listTranslations,
  saveTranslations,
  type TranslatedType,
  type TranslationDraft,
  translatedTypes,
} from './translation-contract.ts'

export const catalogOperations = [
  saveProduct,
  archiveProduct,
  getSavedProduct,
  saveCategory,
  listSavedCategories,
  saveRelatedProducts,
  getRelatedProducts,
  saveCollection,
  archiveCollection,
  getCollectionMembers,
  listCollections,
  getCollection,
  savePolicy,
  listPolicies,
  getPolicy,
  searchStorePolicies,
  listCategories,
  saveTranslations,
  listTranslations,
] as const
