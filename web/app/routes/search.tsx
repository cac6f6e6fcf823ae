import type { LoaderFunctionArgs, MetaFunction } from 'react-router'
import { useWords } from '../language/words.tsx'
import { type List, listOf } from '../listing/list.server.ts'
import { ListPage } from '../listing/list-page.tsx'
import { metaOf } from '../visit/meta.ts'
import { rootIn } from '../visit/root-data.ts'

export const loader = (asked: LoaderFunctionArgs) => listOf(asked)

export const meta: MetaFunction<typeof loader> = ({ matches, loaderData }) =>
  metaOf({
    root: rootIn(matches),
    title: loaderData?.query,
    path: '/search',
    isHidden: loaderData?.query !== undefined,
  })

export default function SearchPage({ loaderData: list }: { loaderData: List }) {
  const words = useWords()
  return <ListPage title={list.query ? words.resultsFor(list.query) : words.all} list={list} />
}
