import type { RootData } from '../root.tsx'

/** schema.org BreadcrumbList. */
export const breadcrumbs = (root: RootData | undefined, steps: readonly { title: string; path: string }[]) => ({
  '@context': 'https://schema.org',
  '@type': 'BreadcrumbList',
  itemListElement: steps.map(({ title, path }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name: title,
    item: `${root?.publicUrl ?? ''}${path}`,
  })),
})
