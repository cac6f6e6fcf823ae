import type { MetaDescriptor } from 'react-router'
import type { RootData } from '../root.tsx'

type About = {
  readonly root: RootData | undefined
  readonly title?: string | undefined
  readonly description?: string | undefined
  readonly picture?: string | undefined
  /** The page's one address, where several lead to it. */
  readonly path: string
  readonly type?: 'website' | 'product'
  /** What machines read of it, by schema.org. */
  readonly data?: readonly Readonly<Record<string, unknown>>[] | undefined
  readonly isHidden?: boolean
}

/** What a page says of itself to search engines, to whoever links to it, and in the browser's tab. */
export function metaOf({
  root,
  title,
  description,
  picture,
  path,
  type = 'website',
  data = [],
  isHidden,
}: About): MetaDescriptor[] {
  const name = root?.shop.name ?? ''
  const whole = title ? `${title} · ${name}` : name
  const url = `${root?.publicUrl ?? ''}${path}`
  return [
    { title: whole },
    ...(description ? [{ name: 'description', content: description.slice(0, 300) }] : []),
    { tagName: 'link', rel: 'canonical', href: url },
    { property: 'og:title', content: title ?? name },
    { property: 'og:type', content: type },
    { property: 'og:url', content: url },
    { property: 'og:site_name', content: name },
    ...(description ? [{ property: 'og:description', content: description.slice(0, 300) }] : []),
    ...(picture ? [{ property: 'og:image', content: new URL(picture, root?.publicUrl).href }] : []),
    ...(isHidden ? [{ name: 'robots', content: 'noindex' }] : []),
    ...data.map(each => ({ 'script:ld+json': each })),
  ]
}
