import type { RootData } from '../root.tsx'

type Category = { readonly handle: string; readonly title: string; readonly parent?: string | undefined }

/** One of the pages on the way from the top of the shop to where somebody is. */
export type Step = { readonly title: string; readonly path: string }

/** From the top down to the category itself. */
export function stepsTo(categories: readonly Category[], { handle, title, parent }: Category): Step[] {
  const above = categories.find(category => category.handle === parent)
  const step = { title, path: `/categories/${encodeURIComponent(handle)}` }
  return [...(above ? stepsTo(categories, above) : []), step]
}

/** schema.org BreadcrumbList. */
export const breadcrumbs = (root: RootData | undefined, steps: readonly Step[]) => ({
  '@context': 'https://schema.org',
  '@type': 'BreadcrumbList',
  itemListElement: steps.map(({ title, path }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name: title,
    item: `${root?.publicUrl ?? ''}${path}`,
  })),
})
