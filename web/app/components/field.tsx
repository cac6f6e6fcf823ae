import { type ComponentProps, useId } from 'react'

const look =
  'min-h-11 w-full rounded-sm border border-line bg-card px-3 py-2 text-ink placeholder:text-quiet focus:border-ink'

type Named = { readonly label: string; readonly isHidden?: boolean }

export function Field({ label, isHidden, ...rest }: ComponentProps<'input'> & Named) {
  const id = useId()
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={isHidden ? 'sr-only' : 'mb-1 block text-sm font-semibold'}>
        {label}
      </label>
      <input id={id} {...rest} className={look} />
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
