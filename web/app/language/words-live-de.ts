import type { liveEnglish } from './words-live-en.ts'

export const liveGerman: typeof liveEnglish = {
  suggestions: 'Vorschläge',
  suggestionCount: count => `${count} ${count === 1 ? 'Vorschlag' : 'Vorschläge'}`,
  suggestionKinds: { product: 'Artikel', category: 'Kategorie' },
  liveChanged: (price, stock) => `Soeben geändert: jetzt ${price}, ${stock}`,
}
