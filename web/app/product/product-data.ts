import type { RootData } from '../root.tsx'
import type { ProductPage } from '../routes/product.tsx'

const availabilities = {
  in_stock: 'InStock',
  backorder: 'BackOrder',
  preorder: 'PreOrder',
  out_of_stock: 'OutOfStock',
} as const

/** schema.org Product with the Offer that the page shows. */
export function productData(root: RootData | undefined, { product, pictures, chosen, seo }: ProductPage) {
  const url = `${root?.publicUrl ?? ''}/products/${encodeURIComponent(product.handle)}`
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    ...(product.text && { description: (seo.description ?? product.text).slice(0, 5000) }),
    ...(pictures.length > 0 && { image: pictures.map(picture => new URL(picture.url, root?.publicUrl).href) }),
    ...(product.brand && { brand: { '@type': 'Brand', name: product.brand } }),
    ...(chosen?.sku && { sku: chosen.sku }),
    ...(chosen && {
      offers: {
        '@type': 'Offer',
        url: `${url}?variant=${encodeURIComponent(chosen.id)}`,
        price: decimalText(chosen.price),
        priceCurrency: chosen.price.currency,
        availability: `https://schema.org/${availabilities[chosen.availability.status]}`,
      },
    }),
  }
}

/** `12.50` of 1250 cents. */
function decimalText({ amount, currency }: { amount: number; currency: string }): string {
  const decimals = decimalsOf(currency)
  const digits = String(amount).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** To make a format takes longer than to write a price with it. */
const known = new Map<string, number>()

function decimalsOf(currency: string): number {
  const format = () => new Intl.NumberFormat('en', { style: 'currency', currency })
  const decimals = known.get(currency) ?? format().resolvedOptions().maximumFractionDigits ?? 2
  known.set(currency, decimals)
  return decimals
}
