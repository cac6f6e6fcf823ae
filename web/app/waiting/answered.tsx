import { type ReactNode, useEffect, useRef } from 'react'

type Shown = {
  /** What came back for a form; nothing where none was sent, or it led elsewhere. */
  readonly answer: unknown
  readonly children: ReactNode
}

/** What is said of a form that was sent. It takes the focus, so that it is in sight and read wherever the button stood. */
export function Answered({ answer, children }: Shown) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (answer) place.current?.focus()
  }, [answer])
  return (
    <div ref={place} tabIndex={-1}>
      {children}
    </div>
  )
}
