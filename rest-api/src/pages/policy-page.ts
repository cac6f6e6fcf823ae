import type { PolicyView } from '@mitchweb/engine/contract'
import { html } from './html.ts'
import { document } from './layout.ts'
import { markdown } from './markdown.ts'

export const policyPage = ({ policy, shop }: { policy: PolicyView; shop: string }): string =>
  document({
    title: policy.title,
    shop,
    body: html`<article class="narrow prose"><h1>${policy.title}</h1>${markdown(withoutTitle(policy))}</article>`,
  })

/** Many policies begin with their own title; the page has it once. */
const withoutTitle = ({ title, body }: PolicyView): string => {
  const [first = '', ...rest] = body.trimStart().split('\n')
  return first.trim() === `# ${title}` ? rest.join('\n') : body
}
