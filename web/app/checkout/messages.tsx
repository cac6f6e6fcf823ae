import type { Message } from '@mitchweb/engine/contract'
import { useAddressWords } from '../address/address-words.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { useFormats } from '../language/words.tsx'
import { Answered } from '../waiting/answered.tsx'
import { useCheckoutWords } from './checkout-words.ts'
import type { ShownCheckout } from './shown-checkout.server.ts'
import { StepForm } from './step-form.tsx'
import type { StepAnswer } from './take-step.server.ts'

type Shown = { readonly checkout: ShownCheckout; readonly answer: StepAnswer | undefined }

/** What the shop says of the checkout, and of the form that was just sent. */
export function Messages({ checkout, answer }: Shown) {
  const known = new Set(checkout.messages.map(({ content }) => content))
  const said = (answer?.said ?? []).filter(({ content }) => !known.has(content))
  return (
    <Answered answer={answer}>
      {answer?.refused && <Notice kind="bad">{answer.refused}</Notice>}
      {said.map(message => (
        <Said key={message.content} checkout={checkout} message={message} />
      ))}
      {checkout.messages.map(message =>
        message.type === 'warning' && message.suggested_value !== undefined && message.field ? (
          <Suggestion
            key={message.path}
            checkout={checkout.id}
            path={message.path ?? ''}
            value={message.suggested_value}
            field={message.field}
          />
        ) : (
          <Said key={`${message.path} ${message.content}`} checkout={checkout} message={message} />
        ),
      )}
    </Answered>
  )
}

/** What a form on this page asks for anyway need not be said again. */
const askedForAnyway = new Set([
  'missing_email',
  'missing_destination',
  'missing_fulfillment_option',
  'missing_pickup_point',
  'payment_required',
  'payment_pending',
  'canceled',
])

/** Messages are written for whoever calls the API, so this page has words of its own for some. */
function Said({ checkout, message: { type, code = '', content } }: { checkout: ShownCheckout; message: Message }) {
  const words = useCheckoutWords()
  const called = useNamesOfFields()
  const { money } = useFormats()
  if (askedForAnyway.has(code)) return null
  const { total: amount, currency, address } = checkout
  const missing = (address?.missing ?? []).map(field => called[field] ?? field)
  const text = {
    total_changed: words.totalChanged(money({ amount, currency })),
    address_incomplete: words.addressNeeds(missing),
  }[code]
  return <Notice kind={type === 'error' ? 'bad' : 'plain'}>{text ?? words.said[code] ?? content}</Notice>
}

/** As they are called where they are typed. */
function useNamesOfFields(): Readonly<Record<string, string>> {
  const { street, city, country, postcode, region } = useAddressWords()
  return {
    street_address: street,
    address_locality: city,
    address_country: country,
    postal_code: postcode,
    address_region: region,
  }
}

type Suggested = { readonly checkout: string; readonly path: string; readonly value: string; readonly field: string }

/** What could stand in a field instead, to be taken with one click; the person may as well leave it. */
function Suggestion({ checkout, path, value, field }: Suggested) {
  const words = useCheckoutWords()
  return (
    <Notice kind="plain">
      <StepForm checkout={checkout} step="suggestion" className="flex flex-wrap items-center justify-between gap-3">
        <input type="hidden" name="path" value={path} />
        <input type="hidden" name="value" value={value} />
        <span>{words.isItRather(words.fields[field] ?? field, value)}</span>
        <Button>{words.use(value)}</Button>
      </StepForm>
    </Notice>
  )
}
