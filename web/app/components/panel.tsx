import { type ReactNode, useId } from 'react'

type Shown = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }

/** A part of a page under a heading of its own. */
export function Panel({ title, aside, children }: Shown) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid gap-4 rounded-md bg-card p-4 sm:p-6 print:px-0">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
