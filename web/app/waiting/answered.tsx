import { type ReactNode, useEffect, useRef } from 'react'
import { firstPage } from './page-focus.ts'

type Shown = {
  /** What came back for a form; nothing where none was sent, or it led elsewhere. */
  readonly answer: unknown
  readonly children: ReactNode
}

/**
 * What is said of a form that was sent. It takes the focus, so that it is in sight and read wherever the button stood, but
 * not from who began to type again before the page's scripts were there.
 */
export function Answered({ answer, children }: Shown) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!answer || (firstPage.isComing && document.activeElement !== document.body)) return
    place.current?.focus()
  }, [answer])
  return (
    <div ref={place} tabIndex={-1}>
      {children}
    </div>
  )
}
