import { type ComponentProps, type ReactNode, type Ref, type RefObject, useEffect, useRef } from 'react'
import { Form, useLoaderData, useNavigation, useSubmit } from 'react-router'
import { Button } from '../components/button.tsx'

type Shown = Pick<ComponentProps<typeof Form>, 'children' | 'onChange' | 'onSubmit' | 'className'> & {
  readonly checkout: string
  readonly step: string
  /** Of the page that a form stands on which is only shown when it is asked for. */
  readonly search?: string
  readonly ref?: Ref<HTMLFormElement>
}

/** A form of one step. It is sent to the checkout's own address, which answers with the page anew. */
export const StepForm = ({ checkout, step, search = '', children, ...rest }: Shown) => (
  <Form
    {...rest}
    method="post"
    action={`/checkout/${encodeURIComponent(checkout)}${search}`}
    preventScrollReset
    replace
  >
    <input type="hidden" name="step" value={step} />
    {children}
  </Form>
)

type Choice = {
  readonly checkout: string
  readonly step: string
  readonly legend: string
  readonly save: string
  readonly children: ReactNode
}

/**
 * A choice that takes effect as it is made. A button for it comes with a choice that has not taken effect, which is so
 * until the page's scripts are there, or where the shop did not answer.
 */
export function ChoiceForm({ checkout, step, legend, save, children }: Choice) {
  const submit = useSubmit()
  const isSending = useNavigation().state !== 'idle'
  const form = useWhatCounts()
  return (
    <StepForm
      ref={form}
      checkout={checkout}
      step={step}
      className="group"
      onChange={event => submit(event.currentTarget, { preventScrollReset: true, replace: true })}
    >
      <fieldset className="overflow-hidden rounded-sm border border-line">
        <legend className="sr-only">{legend}</legend>
        {children}
      </fieldset>
      <div className={isSending ? 'hidden' : 'mt-4 hidden group-has-[:checked:not(:default)]:block'}>
        <Button>{save}</Button>
      </div>
    </StepForm>
  )
}

/** A form whose fields go back to what counts with each new page, without losing the focus as new fields would. */
function useWhatCounts(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  const page = useLoaderData()
  const shown = useRef(page)
  useEffect(() => {
    if (shown.current === page) return
    shown.current = page
    form.current?.reset()
  }, [page])
  return form
}
