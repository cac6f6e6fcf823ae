import { type LoaderFunctionArgs, type MetaFunction, redirect } from 'react-router'
import { listOf } from '../listing/list.server.ts'
import { ListPage } from '../listing/list-page.tsx'
import { asked } from '../visit/answers.server.ts'
import { metaOf } from '../visit/meta.ts'
import { rootIn } from '../visit/root-data.ts'
import { visitorOf } from '../visit/visitor.server.ts'

export async function loader(request: LoaderFunctionArgs) {
  const { shop, choice } = await visitorOf(request)
  const wanted = String(request.params.handle)
  const { collection } = await asked(shop.getCollection({ id: wanted, language: choice.language }))
  const { handle, title, seo_title, seo_description, description } = collection
  if (handle !== wanted) throw redirect(`/collections/${encodeURIComponent(handle)}`, 301)
  const list = await listOf(request, { collections: [handle] })
  return { handle, title, text: description?.plain, seo: { title: seo_title, description: seo_description }, list }
}

export const meta: MetaFunction<typeof loader> = ({ matches, loaderData }) => {
  if (!loaderData) return []
  const { handle, title, seo, text } = loaderData
  const path = `/collections/${encodeURIComponent(handle)}`
  return metaOf({ root: rootIn(matches), title: seo.title ?? title, description: seo.description ?? text, path })
}

type Shown = Awaited<ReturnType<typeof loader>>

export default function CollectionPage({ loaderData: { title, list } }: { loaderData: Shown }) {
  return <ListPage title={title} list={list} />
}
