import { Link } from 'react-router'
import { useRoot } from '../root.tsx'

type Policy = NonNullable<ReturnType<typeof useRoot>>['policies'][number]

/** What somebody asks before they buy: links to what the merchant has written about it, where there is anything. */
export function PolicyLinks({ kinds, className = '' }: { kinds: readonly Policy['kind'][]; className?: string }) {
  const policies = useRoot()?.policies.filter(({ kind }) => kinds.includes(kind)) ?? []
  if (policies.length === 0) return null
  return (
    <ul className={`flex flex-wrap gap-x-5 gap-y-1 text-sm text-quiet ${className}`}>
      {policies.map(({ path, title }) => (
        <li key={path}>
          <Link
            to={path}
            prefetch="intent"
            className="inline-flex min-h-8 items-center underline underline-offset-4 hover:text-ink"
          >
            {title}
          </Link>
        </li>
      ))}
    </ul>
  )
}
