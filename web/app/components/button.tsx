import type { ComponentProps } from 'react'

type Weight = 'strong' | 'plain' | 'quiet'

const looks: Readonly<Record<Weight, string>> = {
  strong: 'bg-accent text-on-accent border-accent px-5 hover:opacity-90',
  plain: 'border-ink px-5 hover:bg-soft',
  quiet: 'border-transparent text-quiet hover:text-ink underline underline-offset-4',
}

/** For links that lead somewhere as a button does. */
export const buttonLook = (weight: Weight): string =>
  `inline-flex min-h-11 items-center justify-center gap-2 rounded-sm border py-2 font-semibold transition-opacity disabled:opacity-60 ${looks[weight]}`

export const Button = ({
  weight = 'plain',
  className = '',
  ...rest
}: ComponentProps<'button'> & { weight?: Weight }) => (
  <button type="submit" {...rest} className={`${buttonLook(weight)} ${className}`} />
)
