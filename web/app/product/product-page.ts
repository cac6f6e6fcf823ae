import type { ProductView, VariantView } from '@mitchweb/engine/contract'

/** What the page of a product shows, and no more: it travels to the browser. */
export function pageOf(product: ProductView, { variant }: { variant: string | null }) {
  const chosen = product.variants.find(({ id }) => id === variant) ?? chosenBy(product)
  const { brand, attributes, seo_title, seo_description } = product.metadata ?? {}
  const ofVariant = chosen?.media ?? []
  const media = [...ofVariant, ...(product.media ?? [])].filter(({ type }) => type === 'image')
  return {
    product: {
      id: product.id,
      handle: product.handle,
      title: product.title,
      text: product.description.plain ?? product.description.markdown ?? '',
      category: product.categories?.[0]?.value,
      brand,
      attributes: Object.entries(attributes ?? {}).map(([name, value]) => ({ name, value })),
    },
    seo: { title: seo_title, description: seo_description },
    options: (product.options ?? []).map(({ name, values }) => ({
      name,
      values: values.map(({ label, available, exists }) => ({
        label,
        isAvailable: available !== false,
        exists: exists !== false,
      })),
      selected: (chosen?.options ?? product.selected ?? []).find(option => option.name === name)?.label,
    })),
    pictures: [...new Map(media.map(({ url, alt_text }) => [url, { url, alt: alt_text ?? '' }])).values()],
    chosen: chosen && offerOf(chosen),
  }
}

/** The variant with all the options that are selected: the shop puts the one that fits best first. */
const chosenBy = ({ variants, selected }: ProductView): VariantView | undefined =>
  variants.find(({ options }) =>
    (selected ?? []).every(({ name, label }) =>
      options?.some(option => option.name === name && option.label === label),
    ),
  )

/** What a variant costs and when it comes. */
export const offerOf = ({ id, sku, title, price, discounted_price, list_price, ...variant }: VariantView) => ({
  id,
  sku,
  title,
  price: discounted_price ?? price,
  list: list_price ?? (discounted_price && price),
  lowest: variant.lowest_price_30_days,
  reason: variant.price_reason,
  tiers: (variant.quantity_prices ?? []).map(({ minimum_quantity, price: each }) => ({
    from: minimum_quantity,
    price: each,
  })),
  availability: variant.availability,
})
export type Offer = ReturnType<typeof offerOf>
