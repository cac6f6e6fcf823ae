import { cleanLine } from '../shared/clean-text.ts'
import type { Category } from './categories.ts'
import type { CategoryView, MerchantProduct, PolicyView } from './contract.ts'
import { cleanMarkdown } from './html.ts'
import { type Policy, policyUrl } from './policy.ts'
import type { FoundPassage } from './policy-records.ts'
import { defaultTitle, type Variant, variantTitle } from './product.ts'
import type { ProductRow } from './records.ts'

/** A product as it was saved, for staff. */
export function merchantView(
  product: ProductRow,
  variants: readonly Variant[],
  categories: readonly string[],
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

export function categoryViews(categories: readonly Category[]): CategoryView[] {
  const handles = new Map(categories.map(({ id, handle }) => [id, handle]))
  return categories.map(({ handle, title, path, parentId }) => {
    const parent = parentId === null ? undefined : handles.get(parentId)
    return { handle, title, path, ...(parent !== undefined && { parent }) }
  })
}

export const policyView = ({ slug, kind, title, body }: Policy, publicUrl: string): PolicyView => ({
  slug,
  kind,
  title: cleanLine(title),
  url: policyUrl(publicUrl, slug),
  body: cleanMarkdown(body),
})

export const passageView = ({ slug, kind, title, heading, text }: FoundPassage, publicUrl: string) => ({
  policy: slug,
  kind,
  title: cleanLine(title),
  ...(heading !== null && { heading }),
  text,
  url: policyUrl(publicUrl, slug),
})
