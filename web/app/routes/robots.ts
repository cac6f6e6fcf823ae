import type { LoaderFunctionArgs } from 'react-router'
import { plainAnswer } from '../machines/plain-answer.ts'
import { visitContext } from '../visit/visit.ts'

/** What is somebody's own is nobody else's to find; search results are one of endlessly many lists. */
export const loader = ({ context }: LoaderFunctionArgs) =>
  plainAnswer(
    `User-agent: *
Disallow: /account
Disallow: /cart
Disallow: /checkout/
Disallow: /orders/
Disallow: /search?
Allow: /

Sitemap: ${context.get(visitContext).publicUrl}/sitemap.xml
`,
    'text/plain',
  )
