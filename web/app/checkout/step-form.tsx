import type { ComponentProps, ReactNode } from 'react'
import { Form, useSubmit } from 'react-router'
import { Button } from '../components/button.tsx'

type Shown = Pick<ComponentProps<typeof Form>, 'children' | 'onChange' | 'className'> & {
  readonly checkout: string
  readonly step: string
  /** Of the page that a form stands on which is only shown when it is asked for. */
  readonly search?: string
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

/** A choice that takes effect as it is made; without scripts there is a button for it. */
export function ChoiceForm({ checkout, step, legend, save, children }: Choice) {
  const submit = useSubmit()
  return (
    <StepForm
      checkout={checkout}
      step={step}
      onChange={event => submit(event.currentTarget, { preventScrollReset: true, replace: true })}
    >
      <fieldset className="overflow-hidden rounded-sm border border-line">
        <legend className="sr-only">{legend}</legend>
        {children}
      </fieldset>
      <noscript>
        <Button className="mt-4">{save}</Button>
      </noscript>
    </StepForm>
  )
}
