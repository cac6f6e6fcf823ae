import { type ComponentProps, useId } from 'react'

const look =
  'min-h-11 w-full rounded-sm border border-line bg-card px-3 py-2 text-ink placeholder:text-quiet focus:border-ink'

type Named = { readonly label: string; readonly isHidden?: boolean; readonly hint?: string }

export function Field({ label, isHidden, hint, ...rest }: ComponentProps<'input'> & Named) {
  const id = useId()
  const hintId = hint && `${id}-hint`
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={isHidden ? 'sr-only' : 'mb-1 block text-sm font-semibold'}>
        {label}
      </label>
      <input id={id} {...rest} aria-describedby={hintId} className={look} />
      {hint && (
        <p id={hintId} className="mt-1 text-sm text-quiet">
          {hint}
        </p>
      )}
    </div>
  )
}

export function Choice({ label, isHidden, children, ...rest }: ComponentProps<'select'> & Named) {
  const id = useId()
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={isHidden ? 'sr-only' : 'mb-1 block text-sm font-semibold'}>
        {label}
      </label>
      <select id={id} {...rest} className={look}>
        {children}
      </select>
    </div>
  )
}
