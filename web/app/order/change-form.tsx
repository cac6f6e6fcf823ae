import { Form, useNavigation } from 'react-router'
import { AddressFields, EmailField, PhoneField } from '../address/address-fields.tsx'
import { Button } from '../components/button.tsx'
import type { SentForm } from '../visit/sent-form.ts'
import { useOrderWords } from './order-words.ts'
import type { ShownOrder } from './shown-order.server.ts'

type Shown = {
  readonly changeable: NonNullable<ShownOrder['changeable']>
  readonly actionKey: string
  readonly typed: SentForm | undefined
}

/** Where it goes, within its country, and how its buyer is reached. What was typed stays where it is refused. */
export function ChangeForm({ changeable: { address, ...contact }, actionKey, typed }: Shown) {
  const words = useOrderWords()
  const isSending = useNavigation().state !== 'idle'
  const held: Readonly<Record<string, unknown>> = { ...address, ...contact, ...typed }
  const text = (name: string) => (typeof held[name] === 'string' ? held[name] : undefined)
  return (
    <details className="rounded-md bg-card p-4 sm:p-6" open={typed !== undefined}>
      <summary className="font-semibold underline underline-offset-4">{words.changeOrder}</summary>
      <p className="my-4">{words.changeOrderText}</p>
      <Form method="post" preventScrollReset className="grid gap-4 sm:grid-cols-2">
        <input type="hidden" name="key" value={actionKey} />
        {address && <AddressFields text={text} countries={undefined} />}
        <EmailField text={text} />
        <PhoneField text={text} />
        <Button name="intent" value="change" disabled={isSending} className="sm:col-span-2 sm:justify-self-start">
          {words.saveChange}
        </Button>
      </Form>
    </details>
  )
}
