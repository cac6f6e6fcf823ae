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
  description: own,
  picture,
  path,
  type = 'website',
  data = [],
  isHidden,
}: About): MetaDescriptor[] {
  const name = root?.shop.name ?? ''
  const description = own || descriptionOf(root, title)
  const url = `${root?.publicUrl ?? ''}${path}`
  return [
    { title: title ? `${title} · ${name}` : name },
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

/** The head of a page that only they may see who have its address, which is therefore told to nobody. */
export const unlistedMeta = (root: RootData | undefined, title: string): MetaDescriptor[] => {
  const description = descriptionOf(root, title)
  return [
    { title: `${title} · ${root?.shop.name ?? ''}` },
    ...(description ? [{ name: 'description', content: description }] : []),
    { name: 'robots', content: 'noindex' },
  ]
}

/** What a page is about that has no words of its own for it: its title, and what shop this is. */
function descriptionOf(root: RootData | undefined, title: string | undefined): string | undefined {
  const said = root?.shop.description
  return title && said ? `${title} · ${said}` : said
}
