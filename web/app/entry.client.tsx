import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HydratedRouter } from 'react-router/dom'
import { learn } from './language/words.tsx'

/** Only the words of the page's language come along. */
async function speak(): Promise<void> {
  if (document.documentElement.lang === 'de') learn('de', (await import('./language/words-de.ts')).german)
  else learn('en', (await import('./language/words-en.ts')).english)
}

await speak()
startTransition(() => {
  hydrateRoot(document, <HydratedRouter />)
})
