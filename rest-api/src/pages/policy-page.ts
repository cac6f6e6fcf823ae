import type { PolicyView } from '@mitchweb/engine/contract'
import { html } from './html.ts'
import { document } from './layout.ts'
import { markdown } from './markdown.ts'

export const policyPage = ({ policy, shop }: { policy: PolicyView; shop: string }): string =>
  document({
    title: policy.title,
    shop,
    body: html`<article class="narrow prose"><h1>${policy.title}</h1>${markdown(policy.body)}</article>`,
  })
