import type { CartView, CheckoutView, OrderView, Total } from '../engine/src/contract.ts'

/**
 * What UCP demands of an answer and no schema can check: sums, one currency, ids that lead somewhere, links by status, and
 * that no credential ever comes back. Answers what is broken, in words.
 */
export function ruleProblems(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return []
  const view = answer as Partial<CheckoutView & OrderView>
  return [
    ...credentials(answer, '$'),
    ...currencies(answer),
    ...(view.totals ? sums(answer as Sold) : []),
    ...(view.fulfillment && 'methods' in view.fulfillment ? fulfillment(answer as CheckoutView) : []),
    ...(view.fulfillment && 'expectations' in view.fulfillment ? order(answer as OrderView) : []),
    ...('status' in answer && 'links' in answer ? status(answer as CheckoutView) : []),
    ...places(answer as CheckoutView),
  ]
}

type Sold = CartView | CheckoutView | OrderView

const broken = (text: string, isBroken: boolean): string[] => (isBroken ? [text] : [])

function sums(view: Sold): string[] {
  const discounts = 'applied' in view.discounts ? view.discounts.applied : view.discounts
  const lines = view.line_items.map(line => line.totals)
  const addedTax = view.taxes.filter(({ included }) => !included)
  return [
    ...totals(view.totals, 'totals'),
    ...view.line_items.flatMap(line => totals(line.totals, `totals of ${line.id}`)),
    ...broken(
      'the lines’ subtotals are not the subtotal',
      sumOf(lines, 'subtotal') !== sumOf([view.totals], 'subtotal'),
    ),
    ...broken(
      'the lines’ discounts are not the discount',
      sumOf(lines, 'items_discount') !== sumOf([view.totals], 'items_discount'),
    ),
    ...broken(
      'the discounts applied are not the discount',
      amountOf(discounts) !== -sumOf([view.totals], 'items_discount', 'discount'),
    ),
    ...broken('the taxes are not the tax', amountOf(addedTax) !== sumOf([view.totals], 'tax')),
    ...[...discounts, ...view.taxes].flatMap(({ title, amount, allocations }) =>
      broken(`the parts of ${title} are not ${amount}`, amountOf(allocations) !== amount),
    ),
    ...view.line_items.flatMap(({ id, item, quantity, totals: entries }) => {
      const count = typeof quantity === 'number' ? quantity : quantity.original
      return broken(`${id} is not ${count} times its price`, item.price * count !== sumOf([entries], 'subtotal'))
    }),
  ]
}

function totals(entries: readonly Total[], where: string): string[] {
  const total = sumOf([entries], 'total')
  const rest = amountOf(entries) - total
  return [
    ...broken(`${where}: no one subtotal and total`, !hasOne(entries, 'subtotal') || !hasOne(entries, 'total')),
    ...broken(`${where}: ${rest} is not the total ${total}`, rest !== total),
    ...broken(`${where}: below zero`, total < 0),
    ...entries.flatMap(({ type, amount, lines }) =>
      broken(`${where}: the lines of ${type} are not ${amount}`, lines !== undefined && amountOf(lines) !== amount),
    ),
  ]
}

const hasOne = (entries: readonly Total[], type: string) => entries.filter(entry => entry.type === type).length === 1

const amountOf = (entries: readonly { amount: number }[]): number =>
  entries.reduce((sum, { amount }) => sum + amount, 0)

const sumOf = (lists: readonly (readonly Total[])[], ...types: string[]): number =>
  amountOf(lists.flatMap(entries => entries.filter(({ type }) => types.includes(type))))

function currencies(answer: object): string[] {
  const found = new Set<string>()
  walk(answer, (key, value) => key === 'currency' && typeof value === 'string' && found.add(value))
  // What a buyer would like to pay in, and what the shop offers, are no amounts.
  const context = (answer as { context?: { currency?: string } }).context?.currency
  const asked = 'currency' in answer ? String(answer.currency) : undefined
  if (context !== undefined && context !== asked) found.delete(context)
  return broken(`more than one currency: ${[...found].join(', ')}`, found.size > 1)
}

function credentials(value: object, path: string): string[] {
  const problems: string[] = []
  walk(value, key => key === 'credential' && problems.push(`${path}: a credential came back`))
  return problems
}

function walk(value: unknown, look: (key: string, value: unknown) => unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    look(key, part)
    walk(part, look)
  }
}

function fulfillment({ fulfillment: { methods }, line_items }: CheckoutView): string[] {
  const lines = new Set(line_items.map(({ id }) => id))
  return methods.flatMap(method => [
    ...unknown(method.line_item_ids, lines, `the lines of ${method.id}`),
    ...unknown([method.selected_destination_id], idsOf(method.destinations), 'the selected destination'),
    ...method.groups.flatMap(group => [
      ...unknown(group.line_item_ids, new Set(method.line_item_ids), `the lines of ${group.id}`),
      ...unknown([group.selected_option_id], idsOf(group.options), 'the selected option'),
      ...group.options.flatMap(option => totals(option.totals, `totals of ${option.id}`)),
    ]),
  ])
}

const idsOf = (things: readonly { id: string }[]) => new Set(things.map(({ id }) => id))

const unknown = (ids: readonly (string | null)[], known: ReadonlySet<string>, what: string): string[] =>
  ids.flatMap(id => broken(`${what}: there is no ${id}`, id !== null && !known.has(id)))

function order({ line_items, fulfillment: { expectations, events }, adjustments }: OrderView): string[] {
  const lines = idsOf(line_items)
  const named = [...expectations, ...events, ...adjustments].flatMap(part => part.line_items ?? [])
  return [
    ...unknown(
      named.map(({ id }) => id),
      lines,
      'the lines of the order',
    ),
    ...line_items.flatMap(({ id, quantity: { original, total, fulfilled }, status: said }) => [
      ...broken(`${id}: ${fulfilled} of ${total} of ${original}`, fulfilled > total || total > original),
      ...broken(`${id} is not ${said}`, said !== derivedStatus(total, fulfilled)),
    ]),
  ]
}

function derivedStatus(total: number, fulfilled: number): string {
  if (total === 0) return 'removed'
  if (fulfilled === total) return 'fulfilled'
  return fulfilled > 0 ? 'partial' : 'processing'
}

function status(view: CheckoutView): string[] {
  const isFinal = view.status === 'completed' || view.status === 'canceled'
  const errors = view.messages.filter(message => message.type === 'error')
  const forPeople = errors.filter(({ severity }) => severity.startsWith('requires_'))
  const chosen = view.fulfillment.methods.flatMap(({ groups }) => groups.map(group => group.selected_option_id))
  return [
    ...broken('a final checkout has a continue_url', isFinal && view.continue_url !== undefined),
    ...broken(
      'an open checkout has no absolute continue_url',
      !isFinal && !/^https?:\/\//.test(view.continue_url ?? ''),
    ),
    ...broken('nobody is told why a person is needed', view.status === 'requires_escalation' && forPeople.length === 0),
    ...broken('nobody is told what is missing', view.status === 'incomplete' && errors.length === 0),
    ...broken('ready without a delivery option', view.status === 'ready_for_complete' && chosen.includes(null)),
    ...broken('an order before or without completion', (view.status === 'completed') !== (view.order !== undefined)),
  ]
}

/** A path into a list leads to something that is there. */
function places({ messages = [], line_items = [], discounts, taxes = [] }: CheckoutView): string[] {
  const applied = discounts && 'applied' in discounts ? discounts.applied : []
  const paths = [
    ...messages.map(({ path }) => path ?? '$'),
    ...[...applied, ...taxes].flatMap(({ allocations }) => allocations.map(({ path }) => path)),
  ]
  return paths.flatMap(path => {
    const index = /^\$\.line_items\[(\d+)\]/.exec(path)?.[1]
    return broken(`${path} leads nowhere`, index !== undefined && Number(index) >= line_items.length)
  })
}
