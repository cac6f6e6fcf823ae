import { data, type LoaderFunctionArgs, type MetaFunction } from 'react-router'
import { listOf } from '../listing/list.server.ts'
import { ListPage } from '../listing/list-page.tsx'
import { breadcrumbs } from '../visit/breadcrumbs.ts'
import { metaOf } from '../visit/meta.ts'
import { rootIn } from '../visit/root-data.ts'
import { visitorOf } from '../visit/visitor.server.ts'

export async function loader(asked: LoaderFunctionArgs) {
  const { shop, choice } = await visitorOf(asked)
  const { categories } = await shop.listCategories({ language: choice.language })
  const handle = String(asked.params.handle)
  const category = categories.find(each => each.handle === handle)
  if (!category) throw data({ code: 'not_found' }, { status: 404 })
  const list = await listOf(asked, { categories: [handle] })
  return { category, list, above: pathTo(categories, category) }
}

type Category = { readonly handle: string; readonly title: string; readonly parent?: string | undefined }

/** From the top down to the category itself. */
function pathTo(categories: readonly Category[], category: Category): { handle: string; title: string }[] {
  const above = categories.find(({ handle }) => handle === category.parent)
  return [...(above ? pathTo(categories, above) : []), { handle: category.handle, title: category.title }]
}

export const meta: MetaFunction<typeof loader> = ({ matches, loaderData }) => {
  if (!loaderData) return []
  const { category, above } = loaderData
  const root = rootIn(matches)
  const path = `/categories/${encodeURIComponent(category.handle)}`
  const steps = above.map(({ handle, title }) => ({ title, path: `/categories/${encodeURIComponent(handle)}` }))
  return metaOf({ root, title: category.title, path, data: breadcrumbs(root, steps) })
}

type Shown = Awaited<ReturnType<typeof loader>>

export default function CategoryPage({ loaderData: { category, list } }: { loaderData: Shown }) {
  return <ListPage title={category.title} list={list} />
}
