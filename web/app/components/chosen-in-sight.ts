import { type RefObject, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/** A row of links that goes on beyond the window: the link of the page that is shown is moved into its middle. */
export function useChosenInSight(): RefObject<HTMLElement | null> {
  const row = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another link
  useEffect(() => {
    const chosen = row.current?.querySelector('[aria-current=page]')
    if (!row.current || !chosen) return
    const [within, link] = [row.current.getBoundingClientRect(), chosen.getBoundingClientRect()]
    row.current.scrollLeft += link.left + link.width / 2 - (within.left + within.width / 2)
  }, [pathname])
  return row
}
