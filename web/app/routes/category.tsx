import { data, type LoaderFunctionArgs, type MetaFunction } from 'react-router'
import { listOf } from '../listing/list.server.ts'
import { ListPage } from '../listing/list-page.tsx'
import { breadcrumbs, stepsTo } from '../visit/breadcrumbs.ts'
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
  return { category, list, steps: stepsTo(categories, category) }
}

export const meta: MetaFunction<typeof loader> = ({ matches, loaderData }) => {
  if (!loaderData) return []
  const { category, steps } = loaderData
  const root = rootIn(matches)
  const path = `/categories/${encodeURIComponent(category.handle)}`
  return metaOf({ root, title: category.title, path, data: [breadcrumbs(root, steps)] })
}

type Shown = Awaited<ReturnType<typeof loader>>

export default function CategoryPage({ loaderData: { category, list, steps } }: { loaderData: Shown }) {
  return <ListPage title={category.title} list={list} above={steps.slice(0, -1)} />
}
