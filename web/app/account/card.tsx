import type { ReactNode } from 'react'

/** A part of a room, under its own heading. */
export const Card = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="mb-6 grid gap-4 rounded-md bg-card p-5 sm:p-6" aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
)
