import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Panel } from '../components/panel.tsx'
import { Picture } from '../components/picture.tsx'
import { Totals } from '../components/totals.tsx'
import { useFormats, useWords } from '../language/words.tsx'
import { useCheckoutWords } from './checkout-words.ts'
import type { ShownCheckout } from './shown-checkout.server.ts'
import { StepForm } from './step-form.tsx'

type Shown = { readonly checkout: ShownCheckout; readonly canChange: boolean }

/** What is bought, and the sums as the shop words them. */
export function Summary({ checkout, canChange }: Shown) {
  const words = useCheckoutWords()
  return (
    <div className="min-w-0 lg:sticky lg:top-6 lg:col-start-2 lg:row-start-1 lg:self-start">
      <Panel title={words.yourOrder}>
        <ul className="grid gap-4">
          {checkout.lines.map(line => (
            <Line key={`${line.id} ${line.quantity}`} checkout={checkout} line={line} canChange={canChange} />
          ))}
        </ul>
        {canChange && <Codes checkout={checkout} />}
        <Totals totals={checkout.totals} currency={checkout.currency} />
      </Panel>
    </div>
  )
}

type LineShown = Shown & { readonly line: ShownCheckout['lines'][number] }

function Line({ checkout: { id, currency }, line, canChange }: LineShown) {
  const { money } = useFormats()
  const each = money({ amount: line.price, currency })
  return (
    <li className="grid grid-cols-[4rem_1fr_auto] gap-x-3">
      <Picture
        picture={line.picture ? { url: line.picture, alt: '' } : undefined}
        sizes="4rem"
        className="aspect-square w-16"
      />
      <div className="min-w-0">
        <p className="font-medium leading-snug">{line.title}</p>
        <p className="text-sm text-quiet">
          {line.quantity} × {each}
          {line.note && ` · ${line.note}`}
        </p>
        {canChange && <Quantity checkout={id} line={line} />}
      </div>
      <p className="font-medium tabular-nums">{money({ amount: line.amount, currency })}</p>
    </li>
  )
}

function Quantity({ checkout, line }: { checkout: string; line: LineShown['line'] }) {
  const words = useCheckoutWords()
  const { remove, removeNamed } = useWords()
  return (
    <details>
      <summary className="inline-flex min-h-8 items-center text-sm text-quiet underline underline-offset-4 hover:text-ink">
        {words.change}
        <span className="sr-only"> {line.title}</span>
      </summary>
      <StepForm checkout={checkout} step="lines" className="mt-2 flex flex-wrap items-end gap-2">
        <input type="hidden" name="line" value={line.id} />
        <div className="w-20">
          <Field
            label={words.quantityOf(line.title)}
            isHidden
            name="quantity"
            type="number"
            min={1}
            max={999}
            required
            defaultValue={line.quantity}
          />
        </div>
        <Button>{words.updateQuantity}</Button>
      </StepForm>
      <StepForm checkout={checkout} step="lines">
        <input type="hidden" name="line" value={line.id} />
        <input type="hidden" name="quantity" value="0" />
        <Button weight="quiet" aria-label={removeNamed(line.title)}>
          {remove}
        </Button>
      </StepForm>
    </details>
  )
}

function Codes({ checkout: { id, codes } }: { checkout: ShownCheckout }) {
  const { code, useCode, remove, removeNamed } = useWords()
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <StepForm key={codes.join()} checkout={id} step="code" className="grid grid-cols-[1fr_auto] items-end gap-2">
        <Field label={code} name="code" maxLength={100} autoComplete="off" autoCapitalize="characters" />
        <Button>{useCode}</Button>
      </StepForm>
      {codes.map(each => (
        <StepForm key={each} checkout={id} step="code" className="flex items-center justify-between">
          <input type="hidden" name="remove" value={each} />
          <span className="font-semibold">{each}</span>
          <Button weight="quiet" aria-label={removeNamed(each)}>
            {remove}
          </Button>
        </StepForm>
      ))}
    </div>
  )
}
