/** What the storefront says while somebody types or looks at a product. */
export const liveEnglish = {
  suggestions: 'Suggestions',
  suggestionCount: (count: number) => `${count} ${count === 1 ? 'suggestion' : 'suggestions'}`,
  suggestionKinds: { product: 'Product', category: 'Category' },
  liveChanged: (price: string, stock: string) => `Just changed: now ${price}, ${stock}`,
}
