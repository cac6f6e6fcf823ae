/** What a product is, and the shop's policies: what later rooms may ask of the catalogue. */
export { categoriesBeginning, categoryIdsOf, categoryPaths } from './categories.ts'
export { categoriesNamed } from './categories-named.ts'
export {
  addMembers,
  type Collection,
  collectionIdsOf,
  collectionsNamed,
  everyCollectionNamed,
  forgetPassedMembers,
  isMember,
  type MemberRow,
  removeEveryMember,
  removeMembers,
  ruledCollections,
  ruledMemberships,
} from './collection-records.ts'
export { foldedRule, membershipIn, type RuledProduct } from './collection-rule.ts'
export {
  collectionRecords,
  pathsOfCategories,
  policyRecords,
  relatedRecords,
  translationRecords,
} from './exported-records.ts'
export { formerHolders, movedMessage } from './handle-history.ts'
export { cleanMarkdown } from './html.ts'
export { listTranslations } from './list-translations.ts'
export { addressOf } from './media.ts'
export { catalogPersonalData } from './personal-data.ts'
export { type ProductProblem, planProducts } from './plan-products.ts'
export type { PolicyLink } from './policy.ts'
export { policyLinks } from './policy-records.ts'
export {
  folded,
  fullTitle,
  type OptionAxis,
  optionAxes,
  type SelectedOption,
  slug,
  type Variant,
  variantTitle,
} from './product.ts'
export { isPublished, publicationOf } from './publication.ts'
export { announcePublications, isAnyToAppear } from './publication-records.ts'
export {
  barcodeHolders,
  type ProductRow,
  productCards,
  productsByHandles,
  productsByIds,
  skuHolders,
  variantOwners,
  variantsByIds,
  variantsOf,
  variantsOfAnyKind,
} from './records.ts'
export { getRelatedProducts, type Relation, relationsOf, saveRelatedProducts } from './related-products.ts'
export { saveCategoryRow } from './save-category.ts'
export { type SavedProduct, saveProducts } from './save-products.ts'
export { savedTranslations, saveTranslations } from './save-translations.ts'
export { indexText, searchWords } from './search-words.ts'
export { ambiguousProducts, type SellableVariant, sellableVariants } from './sellable.ts'
export { catalogTables, isShownNow } from './tables.ts'
export { catalogTranslatables, fewTranslatables, type Translatable, type Translatables } from './translatables.ts'
export { subjectOf } from './translation.ts'
export { termsCalled, titledIn, translationsIn } from './translation-records.ts'
export {
  archiveCollection,
  archiveProduct,
  getCollection,
  getCollectionMembers,
  getPolicy,
  getSavedProduct,
  listCategories,
  listCollections,
  listPolicies,
  listSavedCategories,
  merchantCategory,
  merchantCollection,
  saveCollection,
  savePolicy,
  saveProduct,
  searchStorePolicies,
} from './use-cases.ts'
export {
  termsOfVariant,
  type Wording,
  wordingIn,
  wordingsOf,
} from './wording.ts'
