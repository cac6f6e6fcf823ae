import { Button } from '../components/button.tsx'
import { Panel } from '../components/panel.tsx'
import { RadioCard } from '../components/radio-card.tsx'
import { useFormats } from '../language/words.tsx'
import { useCheckoutWords } from './checkout-words.ts'
import type { ShownCheckout } from './shown-checkout.server.ts'
import { ChoiceForm, StepForm } from './step-form.tsx'

type Shown = { readonly checkout: ShownCheckout }

/** Whether it is delivered or fetched, where both can be done. */
export function Method({ checkout: { id, isFetched, canBeFetched, pickupOffer } }: Shown) {
  const words = useCheckoutWords()
  if (!canBeFetched) return null
  return (
    <Panel title={words.howToGetIt}>
      <ChoiceForm checkout={id} step="method" legend={words.howToGetIt} save={words.useMethod}>
        <RadioCard name="method" value="shipping" isChosen={!isFetched} title={words.delivered} />
        <RadioCard name="method" value="pickup" isChosen={isFetched} title={words.fetched} note={pickupOffer} />
      </ChoiceForm>
    </Panel>
  )
}

/** Where it is fetched: each place with its address, its hours and when it is ready there. */
export function PickupPoints({ checkout: { id, points, point } }: Shown) {
  const words = useCheckoutWords()
  if (points.length === 0) return null
  return (
    <Panel title={words.whereToFetch}>
      <ChoiceForm checkout={id} step="point" legend={words.whereToFetch} save={words.usePoint}>
        {points.map(place => (
          <RadioCard
            key={place.id}
            name="point"
            value={place.id}
            isChosen={place.id === point}
            title={place.name}
            note={[place.description, place.line, place.hours].map(line => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
          />
        ))}
      </ChoiceForm>
    </Panel>
  )
}

/** How it travels: one choice, or one for each part of it. */
export function Delivery({ checkout }: Shown) {
  const words = useCheckoutWords()
  const [only, ...others] = checkout.groups
  if (!only) return null
  return (
    <Panel title={words.delivery}>
      {others.length === 0 ? (
        <ChoiceForm checkout={checkout.id} step="delivery" legend={words.delivery} save={words.useDelivery}>
          <Options checkout={checkout} group={only} isRequired />
        </ChoiceForm>
      ) : (
        <Parts checkout={checkout} />
      )}
    </Panel>
  )
}

/** Who waits for all of it chooses that in the first part only, so the parts are sent together. */
function Parts({ checkout }: Shown) {
  const words = useCheckoutWords()
  return (
    <StepForm checkout={checkout.id} step="delivery" className="grid gap-5">
      {checkout.groups.map(group => (
        <fieldset key={`${group.id} ${group.chosen}`}>
          <legend className="mb-2 text-sm font-semibold">{group.contents}</legend>
          <div className="overflow-hidden rounded-sm border border-line">
            <Options checkout={checkout} group={group} isRequired={false} />
          </div>
        </fieldset>
      ))}
      <Button className="justify-self-start">{words.useDelivery}</Button>
    </StepForm>
  )
}

type Offered = Shown & { readonly group: ShownCheckout['groups'][number]; readonly isRequired: boolean }

function Options({ checkout: { currency }, group, isRequired }: Offered) {
  const words = useCheckoutWords()
  const { money } = useFormats()
  return group.options.map(({ id, title, arrival, description, amount }) => (
    <RadioCard
      key={id}
      name={`option-${group.id}`}
      value={id}
      isChosen={id === group.chosen}
      isRequired={isRequired}
      title={title}
      note={arrival ? words.arrives(arrival) : description}
      aside={amount === 0 ? words.free : money({ amount, currency })}
    />
  ))
}
