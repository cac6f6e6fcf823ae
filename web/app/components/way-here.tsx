import { Link } from 'react-router'
import { useWords } from '../language/words.tsx'
import type { Step } from '../visit/breadcrumbs.ts'

/** The pages above the one that is shown, each a step back up. */
export function WayHere({ steps }: { steps: readonly Step[] }) {
  const words = useWords()
  if (steps.length === 0) return null
  return (
    <nav aria-label={words.wayHere} className="mb-4 text-sm text-quiet">
      <ol className="flex flex-wrap gap-x-2 gap-y-1">
        {steps.map(({ title, path }, index) => (
          <li key={path} className="flex gap-x-2">
            {index > 0 && <span aria-hidden>/</span>}
            <Link to={path} prefetch="intent" className="hover:text-ink hover:underline">
              {title}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
