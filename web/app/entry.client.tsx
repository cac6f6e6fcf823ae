import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HydratedRouter } from 'react-router/dom'
import { load } from './language/word-lists.ts'

await load('shop', {
  en: async () => (await import('./language/words-en.ts')).english,
  de: async () => (await import('./language/words-de.ts')).german,
})
startTransition(() => {
  hydrateRoot(document, <HydratedRouter />)
})
