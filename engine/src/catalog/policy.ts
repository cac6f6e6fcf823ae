import { cleanLine, cleanText } from '../shared/clean-text.ts'
import type { policyKinds } from './contract.ts'
import { cleanMarkdown } from './html.ts'

export type PolicyKind = (typeof policyKinds)[number]

export type Policy = {
  readonly slug: string
  readonly kind: PolicyKind
  readonly title: string
  /** Markdown, as it was saved. */
  readonly body: string
}

export type TitledPolicy = Omit<Policy, 'body'>

/** A part of a policy that answers a question by itself: what stands below one heading, or a part of that. */
export type Passage = { readonly heading: string | null; readonly text: string }

const longest = 1200

export function passagesOf({ body, title }: Pick<Policy, 'body' | 'title'>): Passage[] {
  const passages: Passage[] = []
  let heading: string | null = null
  let paragraphs: string[] = []
  const finish = () => {
    for (const text of packed(paragraphs)) passages.push({ heading, text })
    paragraphs = []
  }
  for (const block of cleanMarkdown(body).split(/\n\s*\n|\n(?=#{1,6} )|\n(?<=^#{1,6} .*\n)/m)) {
    const title = headingIn(block.trim())
    if (title === undefined) paragraphs.push(block.trim())
    else {
      finish()
      heading = cleanLine(title)
    }
  }
  finish()
  return passages.length > 0 ? passages : [{ heading: null, text: cleanLine(title) }]
}

/** The words of a heading, without the signs that may close it. */
const headingIn = (block: string): string | undefined => /^#{1,6}\s(.*)$/.exec(block)?.[1]?.replace(/(?<!#)#+$/, '')

/** Paragraphs together up to the length of a passage; a longer one is cut at lines, sentences or words. */
function packed(paragraphs: readonly string[]): string[] {
  const parts: string[] = []
  for (const paragraph of paragraphs.filter(Boolean).flatMap(cut)) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + paragraph.length + 2 <= longest)
      parts[parts.length - 1] = `${last}\n\n${paragraph}`
    else parts.push(paragraph)
  }
  return parts
}

function cut(paragraph: string): string[] {
  if (paragraph.length <= longest) return [paragraph]
  const head = paragraph.slice(0, longest)
  const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('. ') + 1)
  const end = at > longest / 2 ? at : head.lastIndexOf(' ') > longest / 2 ? head.lastIndexOf(' ') : longest
  return [paragraph.slice(0, end).toWellFormed().trim(), ...cut(paragraph.slice(end).toWellFormed().trim())]
}

/** What is asked before buying comes before what only has to be there; pages of a kind stay as they were. */
export const inOrder = (policies: readonly TitledPolicy[]): TitledPolicy[] =>
  policies.toSorted((one, other) => kindOrder.indexOf(one.kind) - kindOrder.indexOf(other.kind))

const kindOrder: readonly PolicyKind[] = [
  'shipping_policy',
  'refund_policy',
  'faq',
  'page',
  'terms_of_service',
  'privacy_policy',
]

export const policyUrl = (publicUrl: string, slug: string): string =>
  `${publicUrl}/policies/${encodeURIComponent(slug)}`

export type PolicyLink = {
  readonly type: Exclude<PolicyKind, 'page'>
  readonly url: string
  readonly title: string
}

/** What a checkout links to: the shop's policies by kind, privacy and terms always, even before they are written. */
export function linksOf(policies: readonly TitledPolicy[], publicUrl: string): PolicyLink[] {
  return linkedKinds.flatMap(({ type, always, slug, title }) => {
    const written = policies.filter(policy => policy.kind === type)
    const shown = written.length > 0 || !always ? written : [{ slug, title }]
    return shown.map(policy => ({ type, url: policyUrl(publicUrl, policy.slug), title: cleanText(policy.title) }))
  })
}

const linkedKinds = [
  { type: 'privacy_policy', always: true, slug: 'privacy', title: 'Privacy policy' },
  { type: 'terms_of_service', always: true, slug: 'terms', title: 'Terms of service' },
  { type: 'refund_policy', always: false, slug: 'returns', title: 'Returns and refunds' },
  { type: 'shipping_policy', always: false, slug: 'shipping', title: 'Shipping' },
  { type: 'faq', always: false, slug: 'faq', title: 'Questions and answers' },
] as const
