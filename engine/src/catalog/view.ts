import { cleanLine } from '../shared/clean-text.ts'
import type { ReadTx } from '../storage/port.ts'
import type { Category } from './categories.ts'
import type { Collection } from './collection-records.ts'
import type {
  CategoryView,
  CollectionView,
  MerchantCategory,
  MerchantCollection,
  MerchantProduct,
  PolicyTitle,
  PolicyView,
} from './contract.ts'
import { cleanMarkdown } from './html.ts'
import { addressOf } from './media.ts'
import { type Policy, policyUrl, type TitledPolicy } from './policy.ts'
import type { FoundPassage } from './policy-records.ts'
import { defaultTitle, type Variant, variantTitle } from './product.ts'
import { isPublished, type Publication } from './publication.ts'
import type { ProductRow } from './records.ts'

/** A product as it was saved, for staff. */
export function merchantView(
  product: ProductRow,
  variants: readonly Variant[],
  { categories, now }: { readonly categories: readonly string[]; readonly now: Date },
): MerchantProduct {
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    status: product.status,
    ...(product.brand !== null && { brand: product.brand }),
    ...(product.productType !== null && { product_type: product.productType }),
    tags: product.tags,
    categories: [...categories],
    ...seoOf(product),
    ...windowOf(product),
    published: product.status === 'active' && isPublished(product, now),
    version: product.version,
    variants: variants.map(variant => ({
      id: variant.id,
      ...(variant.sku !== null && { sku: variant.sku }),
      ...(variant.barcode !== null && { barcode: variant.barcode }),
      title: variantTitle(variant) ?? defaultTitle,
      options: variant.options,
    })),
  }
}

/** Categories for staff, the hidden ones too. */
export function merchantCategoryViews(categories: readonly Category[]): MerchantCategory[] {
  const handles = new Map(categories.map(({ id, handle }) => [id, handle]))
  return categories.map(({ id, handle, title, path, parentId, position, hidden }) => {
    const parent = parentId === null ? undefined : handles.get(parentId)
    return { id, handle, title, path, ...(parent !== undefined && { parent }), position, hidden }
  })
}

export function categoryViews(categories: readonly Category[]): CategoryView[] {
  const handles = new Map(categories.map(({ id, handle }) => [id, handle]))
  return categories.map(({ handle, title, path, parentId }) => {
    const parent = parentId === null ? undefined : handles.get(parentId)
    return { handle, title, path, ...(parent !== undefined && { parent }) }
  })
}

export const policyView = ({ body, ...policy }: Policy, publicUrl: string): PolicyView => ({
  ...policyTitleView(policy, publicUrl),
  body: cleanMarkdown(body),
})

export const policyTitleView = ({ slug, kind, title }: TitledPolicy, publicUrl: string): PolicyTitle => ({
  slug,
  kind,
  title: cleanLine(title),
  url: policyUrl(publicUrl, slug),
})

export const passageView = ({ slug, kind, title, heading, text }: FoundPassage, publicUrl: string) => ({
  policy: slug,
  kind,
  title: cleanLine(title),
  ...(heading !== null && { heading }),
  text,
  url: policyUrl(publicUrl, slug),
})

/** A collection for staff; its rule names categories by their paths, as the merchant did. */
export function merchantCollectionView(
  collection: Collection,
  { members, paths }: { readonly members: number; readonly paths: ReadonlyMap<string, string> },
): MerchantCollection {
  const { rule } = collection
  return {
    id: collection.id,
    handle: collection.handle,
    title: collection.title,
    ...(collection.description !== null && { description: collection.description }),
    ...(collection.image !== null && { image: collection.image }),
    ...seoOf(collection),
    ...(rule !== null && {
      rule: {
        ...rule,
        conditions: rule.conditions.map(condition =>
          condition.field === 'category'
            ? { ...condition, value: paths.get(condition.value) ?? condition.value }
            : condition,
        ),
      },
    }),
    ...windowOf(collection),
    archived: collection.archived,
    version: collection.version,
    product_count: members,
  }
}

/** A collection as buyers see it. */
export function collectionView(collection: Collection, place: Pick<ReadTx, 'publicUrl'>): CollectionView {
  const { id, handle, title, plain, html, description, image } = collection
  const { seo_title, seo_description } = seoOf(collection)
  return {
    id,
    handle,
    title: cleanLine(title),
    ...(description !== null && {
      description: {
        plain,
        ...(html !== null && { html }),
        ...(description.markdown !== undefined && { markdown: cleanMarkdown(description.markdown) }),
      },
    }),
    ...(image !== null && { image: { ...image, url: addressOf(image, place) } }),
    ...(seo_title !== undefined && { seo_title: cleanLine(seo_title) }),
    ...(seo_description !== undefined && { seo_description: cleanLine(seo_description) }),
  }
}

type Seo = { readonly seoTitle: string | null; readonly seoDescription: string | null }

const seoOf = ({ seoTitle, seoDescription }: Seo) => ({
  ...(seoTitle !== null && { seo_title: seoTitle }),
  ...(seoDescription !== null && { seo_description: seoDescription }),
})

const windowOf = ({ publishAt, unpublishAt }: Publication) => ({
  ...(publishAt !== null && { publish_at: publishAt.toISOString() }),
  ...(unpublishAt !== null && { unpublish_at: unpublishAt.toISOString() }),
})
