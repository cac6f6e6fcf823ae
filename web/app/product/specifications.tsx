import { useWords } from '../language/words.tsx'
import type { ProductPage } from '../routes/product.tsx'

export function Specifications({ page: { product, chosen } }: { page: ProductPage }) {
  const words = useWords()
  const rows = [
    ...(product.brand ? [{ name: words.brand, value: product.brand }] : []),
    ...product.attributes,
    ...(chosen?.sku ? [{ name: words.articleNumber, value: chosen.sku }] : []),
  ]
  if (rows.length === 0) return null
  return (
    <section>
      <h2 className="mb-4">{words.specifications}</h2>
      <dl>
        {rows.map(({ name, value }) => (
          <div key={name} className="grid grid-cols-2 gap-4 border-t border-line py-2.5">
            <dt className="text-quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
