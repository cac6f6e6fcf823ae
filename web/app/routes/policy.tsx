import type { LoaderFunctionArgs, MetaFunction } from 'react-router'
import { Markdown } from '../policy/markdown.tsx'
import { asked } from '../visit/answers.server.ts'
import { metaOf } from '../visit/meta.ts'
import { rootIn } from '../visit/root-data.ts'
import { visitorOf } from '../visit/visitor.server.ts'

export async function loader(request: LoaderFunctionArgs) {
  const { shop, choice } = await visitorOf(request)
  const policy = await asked(shop.getPolicy({ slug: String(request.params.slug), language: choice.language }))
  return { slug: policy.slug, title: policy.title, body: withoutTitle(policy) }
}

/** Many policies begin with their own title; the page has it once. */
function withoutTitle({ title, body }: { title: string; body: string }): string {
  const [first = '', ...rest] = body.trimStart().split('\n')
  return first.trim() === `# ${title}` ? rest.join('\n') : body
}

export const meta: MetaFunction<typeof loader> = ({ matches, loaderData }) =>
  loaderData
    ? metaOf({
        root: rootIn(matches),
        title: loaderData.title,
        path: `/policies/${encodeURIComponent(loaderData.slug)}`,
      })
    : []

type Shown = Awaited<ReturnType<typeof loader>>

export default function Policy({ loaderData: { title, body } }: { loaderData: Shown }) {
  return (
    <article className="max-w-[42rem]">
      <h1 className="mb-6">{title}</h1>
      <Markdown source={body} />
    </article>
  )
}
