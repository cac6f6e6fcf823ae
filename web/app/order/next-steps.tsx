import { Form, useNavigation } from 'react-router'
import { Button } from '../components/button.tsx'
import { Choice, Field } from '../components/field.tsx'
import type { SentForm } from '../visit/sent-form.ts'
import { ChangeForm } from './change-form.tsx'
import { useOrderWords } from './order-words.ts'
import { returnReasonNames } from './return-reasons.ts'
import type { ShownOrder } from './shown-order.server.ts'

type Shown = { readonly order: ShownOrder; readonly actionKey: string }
type Steps = Shown & { readonly typed: SentForm | undefined }

/** What a buyer can still do, as far as the shop allows it. */
export const NextSteps = ({ order, actionKey, typed }: Steps) =>
  (order.changeable || order.canCancel || order.canReturn) && (
    <div className="grid gap-3 print:hidden">
      {order.changeable && <ChangeForm changeable={order.changeable} actionKey={actionKey} typed={typed} />}
      {order.canCancel && <Cancel actionKey={actionKey} />}
      {order.canReturn && <SendBack order={order} actionKey={actionKey} />}
    </div>
  )

/** Opened first, so that nobody cancels with one click. */
function Cancel({ actionKey }: { actionKey: string }) {
  const words = useOrderWords()
  const isSending = useNavigation().state !== 'idle'
  return (
    <details className="rounded-md bg-card p-4 sm:p-6">
      <summary className="font-semibold underline underline-offset-4">{words.cancel}</summary>
      <p className="my-4">{words.cancelText}</p>
      <Form method="post" preventScrollReset>
        <input type="hidden" name="key" value={actionKey} />
        <Button name="intent" value="cancel" disabled={isSending}>
          {words.cancelSure}
        </Button>
      </Form>
    </details>
  )
}

function SendBack({ order, actionKey }: Shown) {
  const words = useOrderWords()
  const isSending = useNavigation().state !== 'idle'
  return (
    <details className="rounded-md bg-card p-4 sm:p-6">
      <summary className="font-semibold underline underline-offset-4">{words.sendBack}</summary>
      <p className="my-4">{words.sendBackText}</p>
      <Form method="post" preventScrollReset className="grid gap-5">
        <input type="hidden" name="key" value={actionKey} />
        {order.lines.map(
          ({ id, title, returnable }) =>
            returnable && (
              <fieldset key={id} className="grid gap-3 border-t border-line pt-4 sm:grid-cols-2">
                <legend className="sr-only">{title}</legend>
                <div>
                  <Field
                    label={words.quantityBack(title)}
                    name={`back-${id}`}
                    type="number"
                    min={0}
                    max={returnable.quantity}
                    defaultValue={0}
                  />
                  <p className="mt-1 text-sm text-quiet">{words.upTo(returnable.quantity, returnable.until)}</p>
                </div>
                <Choice label={words.reason} name={`reason-${id}`} defaultValue="unwanted">
                  {returnReasonNames.map(name => (
                    <option key={name} value={name}>
                      {words.reasons[name]}
                    </option>
                  ))}
                </Choice>
              </fieldset>
            ),
        )}
        <Field label={words.note} name="note" maxLength={1000} />
        <Button name="intent" value="return" disabled={isSending} className="justify-self-start">
          {words.request}
        </Button>
      </Form>
    </details>
  )
}
