import { randomUUID } from 'node:crypto'
import type { CheckoutView, InputOf, Shop } from '@mitchweb/engine/contract'
import { CommerceError } from '@mitchweb/engine/contract'
import type { Random } from '../../bench/random.ts'
import { berlin, pays, totalOf } from '../../engine/test/buying.ts'

/** A payment that was asked for, with the key under which it may be asked for again. */
export type Asked = {
  readonly input: InputOf<'complete_checkout'>
  readonly idempotencyKey: string
  readonly quantity: number
}

/** An order that the shop has acknowledged. */
export type Acknowledged = {
  readonly orderId: string
  readonly checkoutId: string
  readonly quantity: number
  readonly total: number
}

export type Buyers = {
  readonly acknowledged: readonly Acknowledged[]
  readonly asked: readonly Asked[]
  /** Answers when so many requests more were sent. */
  readonly afterRequests: (count: number) => Promise<void>
  /** The shop was killed: whoever gets no answer waits until it is open again. */
  readonly shopIsGone: () => void
  readonly shopIsOpen: () => void
  /** Answers when every purchase that was begun has an answer. */
  readonly stop: () => Promise<void>
}

const tokens = ['success', 'success', 'success', 'late', 'lost_answer', 'needs_confirmation'] as const

type Market = { readonly url: string; readonly shop: Shop; readonly variantId: string; readonly random: Random }

/** Buy mugs again and again over HTTP. A call without an answer is sent again with its key, until there is one. */
export function stubbornBuyers(count: number, { url, shop, variantId, random }: Market): Buyers {
  const acknowledged: Acknowledged[] = []
  const asked: Asked[] = []
  let isOver = false
  let open = Promise.withResolvers<void>()
  let requests = 0
  let counting: { readonly until: number; readonly reached: () => void } | undefined

  const sent = () => {
    requests += 1
    if (counting && requests >= counting.until) counting.reached()
  }

  async function answer<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      await open.promise
      const before = open
      sent()
      try {
        return await call()
      } catch (error) {
        if (!isWithoutAnswer(error)) throw error
        // A connection that broke just before the kill was noticed: not sooner than the shop's next start.
        if (before === open) await new Promise(setImmediate)
      }
    }
  }

  async function buy(): Promise<void> {
    const quantity = 1 + random.below(3)
    const token = random.of(tokens)
    const buyer = { email: 'ann@example.com' }
    const key = () => ({ idempotencyKey: randomUUID() })
    const [createKey, updateKey, completeKey] = [key(), key(), key()]
    const checkout = {
      line_items: [{ item: { id: variantId }, quantity }],
      buyer,
      fulfillment: { methods: [{ type: 'shipping' as const, destinations: [berlin] }] },
    }
    const created = await answer(() => shop.createCheckout({ checkout }, createKey))
    const [method] = created.fulfillment.methods
    const option = method!.groups[0]!.options[0]!.id
    const fulfillment = { methods: [{ destinations: [berlin], groups: [{ selected_option_id: option }] }] }
    const ready = await answer(() =>
      shop.updateCheckout({ id: created.id, checkout: { buyer, fulfillment } }, updateKey),
    )
    const input = { id: created.id, checkout: { payment: pays(token) }, expected_total: totalOf(ready) }
    asked.push({ input, ...completeKey, quantity })
    const paid = await answer(() => shop.completeCheckout(input, completeKey).catch(stillUnderWay))
    // A payment that is under way may never have reached the bank, where nobody then can confirm it.
    if (!paid) return
    note(paid, quantity)
    if (token !== 'needs_confirmation' || random.below(2) === 0) return
    await answer(() => confirmAtTheBank(`${url}/checkout/${created.id}`))
    note(await answer(() => shop.getCheckout({ id: created.id })), quantity)
  }

  function note(view: CheckoutView, quantity: number): void {
    if (view.status === 'completed' && view.order)
      acknowledged.push({ orderId: view.order.id, checkoutId: view.id, quantity, total: totalOf(view) })
  }

  const lanes = Array.from({ length: count }, async () => {
    while (!isOver) await buy()
  })
  const everybody = Promise.all(lanes)
  // One who is answered what cannot be ends the loop at its next step.
  everybody.catch(() => {})

  return {
    acknowledged,
    asked,
    afterRequests: async more => {
      const { promise, resolve } = Promise.withResolvers<void>()
      counting = { until: requests + more, reached: resolve }
      await Promise.race([promise, everybody])
    },
    shopIsGone: () => {
      open = Promise.withResolvers()
    },
    shopIsOpen: () => open.resolve(),
    stop: async () => {
      isOver = true
      await everybody
    },
  }
}

const isWithoutAnswer = (error: unknown): boolean => error instanceof CommerceError && error.status === 503

/** An earlier try of the same payment is not finished: what becomes of it is looked up at the end. */
function stillUnderWay(error: unknown): undefined {
  if (error instanceof CommerceError && error.code === 'request_in_progress') return undefined
  throw error
}

/** The person's click on the demo bank's page. What was decided before stays decided. */
async function confirmAtTheBank(address: string): Promise<void> {
  const { origin } = new URL(address)
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin }
  const answer = await fetch(address, {
    method: 'POST',
    headers,
    body: 'step=decision&decision=approve',
    redirect: 'manual',
  }).catch(cause => {
    throw new CommerceError('unavailable', 'The shop did not answer.', { cause: String(cause) })
  })
  await answer.text().catch(() => {})
  if (answer.status === 503) throw new CommerceError('unavailable', 'The shop is about to open.')
  if (answer.status >= 400) throw new Error(`The bank’s page answered ${answer.status}.`)
}
