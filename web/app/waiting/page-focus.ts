import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/** Whether the page is the one that a browser opened, whose scripts come later than somebody may have begun to type. */
export const firstPage = { isComing: true }

/** The part of the page that takes the focus when another page is shown in it, as a browser's own new page would. */
export function usePageFocus(): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useLayoutEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    place.current?.focus({ preventScroll: true })
  }, [pathname])
  // After the effects of all that stands in the page.
  useEffect(() => {
    firstPage.isComing = false
  }, [])
  return place
}
