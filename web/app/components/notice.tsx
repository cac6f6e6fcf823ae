import type { ReactNode } from 'react'

const edges = { good: 'border-good', bad: 'border-bad', plain: 'border-ink' } as const

/** Something to be read now; what is bad is read out at once. */
export const Notice = ({ kind, children }: { kind: keyof typeof edges; children: ReactNode }) => (
  <div
    role={kind === 'bad' ? 'alert' : 'status'}
    className={`mb-4 rounded-sm border-l-4 bg-card px-4 py-3 ${edges[kind]}`}
  >
    {children}
  </div>
)
