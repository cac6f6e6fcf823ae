import { Form, Link, useActionData, useLocation, useNavigation } from 'react-router'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { Price } from '../components/price.tsx'
import { useFormats, useWords } from '../language/words.tsx'
import { PolicyLinks } from '../policy/policy-links.tsx'
import type { ProductPage } from '../routes/product.tsx'
import { Answered } from '../waiting/answered.tsx'
import type { Refusal } from './add-to-cart.server.ts'
import { Estimate } from './estimate.tsx'
import type { Offer } from './product-page.ts'
import { stockText } from './stock-text.ts'
import { Watching } from './watching.tsx'

/** What it costs, whether it is there, which one, and the button. */
export function BuyBox({ page, includesTax }: { page: ProductPage; includesTax: boolean }) {
  const words = useWords()
  const { money } = useFormats()
  const { chosen, options } = page
  const isAdding = useNavigation().formMethod === 'POST'
  return (
    <div className="grid gap-6">
      <Refused />
      {chosen && (
        <div>
          <Price price={chosen.price} list={chosen.list} isLarge />
          <p className="mt-1 text-sm text-quiet">
            {includesTax ? words.taxIncluded : words.taxExcluded}
            {chosen.reason && ` · ${chosen.reason}`}
          </p>
          {chosen.lowest && <p className="text-sm text-quiet">{words.lowest30(money(chosen.lowest))}</p>}
          <Stock offer={chosen} />
          <Watching key={chosen.id} page={page} offer={chosen} />
        </div>
      )}
      {options.map(option => (
        <OptionLinks key={option.name} option={option} />
      ))}
      {chosen ? (
        <Form method="post" className="grid grid-cols-[5.5rem_1fr] items-end gap-3">
          <input type="hidden" name="variant" value={chosen.id} />
          <input type="hidden" name="seen_amount" value={chosen.price.amount} />
          <input type="hidden" name="seen_currency" value={chosen.price.currency} />
          <Field label={words.quantity} name="quantity" type="number" min={1} max={999} defaultValue={1} required />
          <Button weight="strong" disabled={!chosen.availability.available || isAdding}>
            {chosen.availability.available ? (isAdding ? words.adding : words.addToCart) : words.soldOut}
          </Button>
        </Form>
      ) : (
        <Notice kind="plain">{words.chooseOther}</Notice>
      )}
      {page.delivery && <Estimate estimate={page.delivery} />}
      <PolicyLinks kinds={['shipping_policy', 'refund_policy']} className="border-t border-line pt-4" />
    </div>
  )
}

function Refused() {
  const words = useWords()
  const { money } = useFormats()
  const refusal = useActionData() as Refusal | undefined
  if (!refusal) return null
  return (
    <Answered answer={refusal}>
      <Notice kind="bad">
        {refusal.kind === 'moved'
          ? words.priceMoved(money(refusal.before), money(refusal.now))
          : refusal.kind === 'refused'
            ? refusal.text
            : words[refusal.kind]}
      </Notice>
    </Answered>
  )
}

function Stock({ offer: { availability } }: { offer: Offer }) {
  const words = useWords()
  const { date } = useFormats()
  return (
    <p className={`mt-2 font-medium ${availability.available ? 'text-good' : 'text-bad'}`}>
      {stockText(availability, words)}
      {availability.available_at && ` ${words.availableFrom(date(availability.available_at))}`}
      {availability.pickup_only && ` · ${words.pickupOnly}`}
    </p>
  )
}

type Option = ProductPage['options'][number]

/** Each value is a link, so that a choice has an address and works without scripts. */
function OptionLinks({ option }: { option: Option }) {
  const { pathname } = useLocation()
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">
        {option.name}
        {option.selected && <span className="font-normal text-quiet"> {option.selected}</span>}
      </legend>
      <div className="flex flex-wrap gap-2">
        {option.values.map(({ label, isAvailable, exists }) => (
          <OptionLink
            key={label}
            {...{ label, isAvailable, exists }}
            name={option.name}
            pathname={pathname}
            isSelected={label === option.selected}
          />
        ))}
      </div>
    </fieldset>
  )
}

type OptionValue = Option['values'][number] & {
  readonly name: string
  readonly pathname: string
  readonly isSelected: boolean
}

function OptionLink({ label, isAvailable, exists, name, pathname, isSelected }: OptionValue) {
  const { search } = useLocation()
  const params = new URLSearchParams(search)
  params.delete('variant')
  params.set(name, label)
  const look = isSelected ? 'border-ink bg-ink text-paper' : 'border-line bg-card hover:border-ink'
  return (
    <Link
      to={`${pathname}?${params}`}
      replace
      preventScrollReset
      aria-current={isSelected ? 'true' : undefined}
      className={`inline-flex min-h-11 items-center rounded-sm border px-4 ${look} ${exists && isAvailable ? '' : 'text-quiet line-through'}`}
    >
      {label}
    </Link>
  )
}
