import type { LoaderFunctionArgs } from 'react-router'
import { offlinePage } from '../offline/offline-page.server.tsx'
import { visitorOf } from '../visit/visitor.server.ts'

/** The same for everybody who reads the language that the address names. */
export async function loader(asked: LoaderFunctionArgs) {
  const { store, choice } = await visitorOf(asked)
  return new Response(offlinePage({ shop: store.name, language: choice.language }), {
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  })
}
