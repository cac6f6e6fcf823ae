import { RadioCard } from '../components/radio-card.tsx'
import { useCheckoutWords } from './checkout-words.ts'
import type { CardForm } from './use-card-form.ts'
import { cardWay, pageWay, type Ways } from './ways.ts'

type Shown = {
  readonly ways: Ways
  /** What the person has chosen; nothing yet where the first one stands chosen. */
  readonly way: string | undefined
  readonly choose: (way: string) => void
  readonly card: CardForm
  readonly keep: { readonly isKept: boolean; readonly setKept: (isKept: boolean) => void }
}

/** What is saved, what the demo bank has, a card to be typed in as soon as its form is there, and the provider's page. */
export function WaysToPay({ ways, way, choose, card, keep }: Shown) {
  const words = useCheckoutWords()
  const { saved, tokens = {}, form, hasPage, canSave } = ways
  const isFirst = (place: number) => way === undefined && place === 0
  const isPageAlone = saved.length === 0 && Object.keys(tokens).length === 0 && !card.isReady
  const isTyped = card.isReady && (way === cardWay || isFirst(saved.length))
  const isNew = way === undefined ? saved.length === 0 : saved.every(({ id }) => id !== way)
  return (
    <fieldset
      className="grid gap-3"
      onChange={({ target }) => target instanceof HTMLInputElement && target.name === 'way' && choose(target.value)}
    >
      <legend className={ways.tokens ? 'mb-3 text-sm text-quiet' : 'sr-only'}>
        {ways.tokens ? words.demoShop : words.payment}
      </legend>
      <div className={isPageAlone ? '' : 'overflow-hidden rounded-sm border border-line'}>
        {saved.map(({ id, brand, end, expires }, place) => (
          <RadioCard
            key={id}
            name="way"
            value={id}
            isChosen={isFirst(place)}
            title={words.savedCard(words.brands[brand] ?? brand, end)}
            note={words.validUntil(expires.month, expires.year)}
          />
        ))}
        {Object.entries(tokens).map(([token, told], place) => {
          const [title, note] = words.demoWays[token] ?? [token, told]
          const isChosen = isFirst(saved.length + place)
          return <RadioCard key={token} name="way" value={token} isChosen={isChosen} title={title} note={note} />
        })}
        {card.isReady && (
          <RadioCard
            name="way"
            value={cardWay}
            isChosen={isFirst(saved.length)}
            title={saved.length > 0 ? words.otherCard : words.card}
          />
        )}
        {form && <div ref={card.place} className={isTyped ? 'px-4 pt-2 pb-4' : 'h-0 overflow-hidden'} />}
        {hasPage &&
          (isPageAlone ? (
            <input type="hidden" name="way" value={pageWay} />
          ) : (
            <RadioCard name="way" value={pageWay} isChosen={false} title={words.onProvidersPage} />
          ))}
      </div>
      {canSave && isNew && (
        <label className="flex items-center gap-3">
          <input
            type="checkbox"
            name="save"
            checked={keep.isKept}
            onChange={event => keep.setKept(event.currentTarget.checked)}
            className="size-5 shrink-0 accent-accent"
          />
          {words.saveCard}
        </label>
      )}
    </fieldset>
  )
}
