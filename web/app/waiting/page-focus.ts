import { type RefObject, useLayoutEffect, useRef } from 'react'
import { useLocation } from 'react-router'

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
  return place
}
