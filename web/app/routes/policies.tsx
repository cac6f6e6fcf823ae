import { Link, type MetaFunction } from 'react-router'
import { useWords } from '../language/words.tsx'
import { useRoot } from '../root.tsx'
import { metaOf } from '../visit/meta.ts'
import { rootIn } from '../visit/root-data.ts'

export const meta: MetaFunction = ({ matches }) => {
  const root = rootIn(matches)
  return metaOf({ root, path: '/policies', isHidden: root?.policies.length === 0 })
}

/** All that the merchant has written for buyers. Every page knows it already, as its foot names it. */
export default function Policies() {
  const words = useWords()
  const policies = useRoot()?.policies ?? []
  return (
    <div className="max-w-[42rem]">
      <h1 className="mb-4">{words.policies}</h1>
      <p className="mb-8 text-lg text-quiet">{policies.length > 0 ? words.policiesText : words.noPolicies}</p>
      {policies.length > 0 && (
        <ul className="border-t border-line">
          {policies.map(({ path, title }) => (
            <li key={path} className="border-b border-line">
              <Link
                to={path}
                prefetch="intent"
                className="flex min-h-14 items-center justify-between gap-4 py-3 text-lg font-medium hover:underline"
              >
                {title}
                <span aria-hidden="true" className="text-quiet">
                  →
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
