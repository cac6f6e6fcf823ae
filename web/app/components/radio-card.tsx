import type { ReactNode } from 'react'

type Shown = {
  readonly name: string
  readonly value: string
  readonly isChosen: boolean
  /** Unless told, one of the choices has to be made. */
  readonly isRequired?: boolean
  readonly title: string
  readonly note?: ReactNode
  readonly aside?: ReactNode
}

/** One of several things to choose, whole as its own target. */
export const RadioCard = ({ name, value, isChosen, isRequired = true, title, note, aside }: Shown) => (
  <label className="flex items-start gap-3 border-t border-line px-4 py-3 first-of-type:border-t-0 hover:bg-soft has-checked:bg-soft">
    <input
      type="radio"
      name={name}
      value={value}
      required={isRequired}
      defaultChecked={isChosen}
      className="mt-1 size-4 shrink-0 accent-accent"
    />
    <span className="min-w-0 grow">
      <span className="block font-medium">{title}</span>
      {note && <span className="block text-sm text-quiet">{note}</span>}
    </span>
    {aside && <span className="shrink-0 font-medium tabular-nums">{aside}</span>}
  </label>
)
