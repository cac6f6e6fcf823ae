import type { ReactNode } from 'react'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { Answered } from '../waiting/answered.tsx'
import type { Refused } from './refusal.server.ts'
import { useAccountWords } from './words.ts'

type Shown = {
  readonly title: string
  readonly action: string
  readonly button: string
  /** Goes along unseen, such as the token of a letter. */
  readonly hidden?: Readonly<Record<string, string | undefined>>
  readonly before?: ReactNode
  readonly after?: ReactNode
  readonly refused: Refused | undefined
  readonly children: ReactNode
}

/** A page with one form. It is sent whole: who comes in is somebody else to every part of the page, and password managers know it. */
export function DoorPage({ title, action, button, hidden = {}, before, after, refused, children }: Shown) {
  return (
    <section className="mx-auto max-w-[28rem] py-6 md:py-12">
      <h1 className="mb-6">{title}</h1>
      <Refusal refused={refused} />
      {before && <div className="mb-6 text-quiet">{before}</div>}
      <form method="post" action={action} className="grid gap-5 rounded-md bg-card p-6">
        {Object.entries(hidden).map(
          ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
        )}
        {children}
        <Button weight="strong">{button}</Button>
      </form>
      {after && <div className="mt-6 flex flex-wrap gap-x-6 gap-y-3">{after}</div>}
    </section>
  )
}

export function Refusal({ refused }: { refused: Refused | undefined }) {
  const { didNotWork } = useAccountWords()
  if (!refused) return null
  return (
    <Answered answer={refused}>
      <Notice kind="bad">
        <strong>{didNotWork}</strong> {refused.refused}
      </Notice>
    </Answered>
  )
}
