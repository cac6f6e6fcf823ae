import { Form, Link } from 'react-router'
import { Button } from '../components/button.tsx'
import { Choice, Field } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import type { MandatePage } from '../routes/account/agents-mandate.tsx'
import { useAgentWords } from './agent-words.ts'
import { Refusal } from './door-page.tsx'
import type { RefusedMandate } from './mandate.server.ts'
import { useAccountWords } from './words.ts'

/** Asks how much an assistant may spend alone, until when and on what. Only a person grants it, and only here. */
export function MandateForm({ page, refused }: { page: MandatePage; refused: RefusedMandate | undefined }) {
  const { mandates: words } = useAgentWords()
  const { method } = useAccountWords()
  const { agent, currencies, currency, methods } = page
  const typed = refused?.fields ?? {}
  const amount = (
    name: string,
    label: string,
    { hint, isNeeded = false }: { hint?: string; isNeeded?: boolean } = {},
  ) => (
    <Field
      label={label}
      name={name}
      inputMode="decimal"
      autoComplete="off"
      maxLength={12}
      required={isNeeded}
      defaultValue={typed[name]}
      {...(hint && { hint })}
    />
  )
  return (
    <>
      <h1 className="mb-4">{words.heading(agent.name)}</h1>
      <p className="mb-6 text-lg text-quiet">{words.text}</p>
      {methods.length === 0 && <Notice kind="plain">{words.noMethod}</Notice>}
      <Refusal refused={refused} />
      <Form
        method="post"
        action={`/account/agents/mandate?agent=${encodeURIComponent(agent.id)}`}
        className="grid gap-5 rounded-md bg-card p-5 sm:p-6"
      >
        <input type="hidden" name="agent" value={agent.id} />
        <div className="grid gap-5 sm:grid-cols-[1fr_8rem]">
          {amount('total', words.total, { isNeeded: true })}
          <Choice label={words.currency} name="currency" defaultValue={typed.currency ?? currency}>
            {currencies.map(code => (
              <option key={code}>{code}</option>
            ))}
          </Choice>
        </div>
        <div className="grid gap-5 sm:grid-cols-2">
          {amount('per_order', words.perOrder, { hint: words.perOrderHint })}
          {amount('ask_above', words.askAbove, { hint: words.askAboveHint })}
        </div>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field
            label={words.until}
            hint={words.untilHint}
            name="until"
            type="date"
            required
            defaultValue={typed.until}
          />
          {methods.length > 0 && (
            <Choice label={words.method} name="method" defaultValue={typed.method ?? ''}>
              <option value="">{words.lastMethod}</option>
              {methods.map(({ id, brand, digits }) => (
                <option key={id} value={id}>
                  {method(brand, digits)}
                </option>
              ))}
            </Choice>
          )}
        </div>
        <Categories paths={page.categories} chosen={refused?.categories ?? []} />
        <Button weight="strong">{words.grant}</Button>
      </Form>
      <p className="mt-6">
        <Link to="/account/agents" className="underline">
          {words.back}
        </Link>
      </p>
    </>
  )
}

function Categories({ paths, chosen }: { paths: readonly string[]; chosen: readonly string[] }) {
  const { mandates: words } = useAgentWords()
  if (paths.length === 0) return null
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold">{words.categories}</legend>
      <p className="mb-2 text-sm text-quiet">{words.categoriesHint}</p>
      <div className="grid max-h-64 gap-x-6 overflow-y-auto sm:grid-cols-2">
        {paths.map(path => (
          <label key={path} className="flex min-h-8 items-center gap-3">
            <input
              type="checkbox"
              name="category"
              value={path}
              defaultChecked={chosen.includes(path)}
              className="size-5 shrink-0 accent-accent"
            />
            {path}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
