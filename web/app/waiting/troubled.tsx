import { useEffect, useSyncExternalStore } from 'react'
import { useLocation } from 'react-router'
import { useWords } from '../language/words.tsx'
import { trouble } from './trouble.ts'

/** Says that a form was not answered, wherever on the page it stands, until it is or somebody goes elsewhere. */
export function Troubled() {
  const words = useWords()
  const { pathname } = useLocation()
  const present = useSyncExternalStore(trouble.subscribe, trouble.now, () => undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is over on another page
  useEffect(() => () => trouble.is(undefined), [pathname])
  if (!present) return null
  return (
    <div role="alert" className="sticky bottom-0 z-20 print:hidden">
      <p className="mx-auto max-w-[78rem] border-l-4 border-bad bg-card px-4 py-3 font-medium shadow-lg sm:mb-4 sm:rounded-sm">
        {words.troubles[present]}
      </p>
    </div>
  )
}
