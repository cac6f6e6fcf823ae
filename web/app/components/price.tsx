import { useFormats, useWords } from '../language/words.tsx'

type Money = { readonly amount: number; readonly currency: string }

type Shown = {
  readonly price: Money
  readonly list?: Money | undefined
  readonly isFrom?: boolean
  readonly isLarge?: boolean
}

/** A price as the shop gives it, and the one that it is reduced from. */
export function Price({ price, list, isFrom, isLarge }: Shown) {
  const words = useWords()
  const { money } = useFormats()
  return (
    <span className={`tabular-nums ${isLarge ? 'text-xl font-bold' : 'font-semibold'}`}>
      {isFrom && <span className="font-normal text-quiet">{words.from} </span>}
      <span className={list ? 'text-accent' : undefined}>{money(price)}</span>
      {list && (
        <s className="ml-2 font-normal text-quiet">
          <span className="sr-only">{words.was} </span>
          {money(list)}
        </s>
      )}
    </span>
  )
}
