import type { demoTokens } from '../../src/payments/demo-tokens.ts'

/** What the shop of the model sells. Nothing is sent, so a checkout is ready as soon as it has lines and a buyer. */
export const wares = {
  mug: { price: 1000, stock: 3 },
  cup: { price: 700, stock: 2 },
  pin: { price: 0, stock: 2 },
} as const
export type Ware = keyof typeof wares
export const wareNames = Object.keys(wares) as Ware[]

/** HALF may be used twice by anybody, MINE once by each e-mail address. */
export const codes = {
  HALF: { ratePpm: 500_000, usageLimit: 2 },
  MINE: { ratePpm: 100_000, limitPerCustomer: 1 },
} as const
export type Code = keyof typeof codes

export type Token = keyof typeof demoTokens | 'none'
/** How far the process comes before it dies: to the call of the bank, or past it. */
export type Death = 'before' | 'after'

export type Items = Partial<Record<Ware, number>>
export type Basket = { readonly items: Items; readonly code: Code | null; readonly email: string }

/** What is compared of an answer about a checkout. */
export type Answer = {
  readonly status: string
  readonly total: number
  readonly isOrdered: boolean
  readonly errors: readonly string[]
}
export type Refused = { readonly error: string }

type Card = { balance: number }
type AppliedCard = { readonly card: number; readonly shown: number | null }
type Use = { readonly code: Code; readonly email: string }
type Agreement = {
  readonly items: Items
  readonly total: number
  readonly use: Use | null
  readonly fromCards: readonly { readonly card: number; readonly amount: number }[]
}
type BankStatus = 'captured' | 'failed' | 'requires_person' | 'pending' | 'canceled'
export type Payment = {
  readonly amount: number
  readonly createdAt: number
  status: 'pending' | 'captured' | 'failed'
  awaitsPerson: boolean
  /** What the bank knows of it, once it has heard of it. */
  bank: { readonly token: Token; readonly since: number; status: BankStatus; refunded: number } | null
  /** What is on its way back. */
  refunding: number
}
type Hold = { readonly items: Items; readonly expiresAt: number }
export type Checkout = {
  basket: Basket
  cart: Cart | null
  cartVersion: number
  cards: readonly AppliedCard[]
  status: 'open' | 'escalated' | 'paying' | 'completed' | 'canceled'
  payment: Payment | null
  readonly payments: Payment[]
  agreement: Agreement | null
  hold: Hold | null
  hasFailed: boolean
  expiresAt: number
  order: Order | null
}
export type Order = {
  readonly checkout: Checkout
  readonly agreement: Agreement
  isCanceled: boolean
  isShipped: boolean
  /** What went back to its gift card while it stood. */
  toCard: number
}
export type Cart = {
  items: Items
  email: string
  version: number
  status: 'open' | 'ordered' | 'canceled'
  checkout: Checkout | null
}
/** A call that was made with a key, to be made again. `answer` is what it was finished with. */
export type Call = {
  readonly checkout: Checkout
  readonly asked: Asked
  answer: Answer | null
  /** Keys are kept for two days from the last word on them. */
  since: number
}
export type Asked = {
  readonly token: Token
  readonly card: number | null
  readonly expected: number
  readonly key: string
}

const minute = 60_000
const holdMinutes = 15
const checkoutHours = 6
const keptHours = 48

/** The whole shop in plain maps and a few rules, without a database, a queue or a network. */
export class PaperShop {
  now = Date.parse('2026-03-02T10:00:00Z')
  readonly onHand = new Map<Ware, number>(wareNames.map(ware => [ware, wares[ware].stock]))
  readonly uses = { HALF: 0, MINE: 0 }
  readonly usesBy = new Map<string, number>()
  readonly cards: Card[] = []
  readonly carts: Cart[] = []
  readonly checkouts: Checkout[] = []
  readonly orders: Order[] = []
  readonly calls: Call[] = []

  reserved(ware: Ware): number {
    return this.checkouts.reduce((sum, { hold }) => sum + (hold?.items[ware] ?? 0), 0)
  }

  isThere(items: Items): boolean {
    return this.short(items).length === 0
  }

  private short(items: Items): Ware[] {
    return wareNames.filter(ware => (items[ware] ?? 0) > (this.onHand.get(ware) ?? 0) - this.reserved(ware))
  }

  private usable({ code, email, items }: Basket): Code | null {
    if (code === null || subtotal(items) === 0) return null
    const isUsedUp =
      code === 'HALF'
        ? this.uses.HALF >= codes.HALF.usageLimit
        : (this.usesBy.get(buyerKey({ code, email })) ?? 0) >= codes.MINE.limitPerCustomer
    return isUsedUp ? null : code
  }

  total(basket: Basket): number {
    const code = this.usable(basket)
    const whole = subtotal(basket.items)
    return whole - (code ? (whole * codes[code].ratePpm) / 1_000_000 : 0)
  }

  /** The checkout as its answers show it now. */
  view(checkout: Checkout, added: readonly string[] = []): Answer {
    const { agreement, status, hasFailed, order } = checkout
    const isOver = status === 'canceled' || this.isExpired(checkout)
    const isOpen = !agreement && !isOver && status !== 'completed'
    const lacks = isOpen && !this.isThere(checkout.basket.items)
    const shown = isOver ? 'canceled' : lacks ? 'incomplete' : wordFor[status]
    const errors = [
      ...(lacks ? ['out_of_stock'] : []),
      ...(hasFailed ? ['payment_failed'] : []),
      ...(shown === 'requires_escalation' ? ['payment_required'] : []),
      ...added,
    ]
    return {
      status: shown,
      total: agreement?.total ?? this.total(checkout.basket),
      isOrdered: order !== null,
      errors: [...new Set(errors)].sort(),
    }
  }

  private isExpired({ expiresAt, payment, status }: Checkout): boolean {
    return expiresAt <= this.now && payment === null && status !== 'completed' && status !== 'canceled'
  }

  checkOut(basket: Basket, cart: Cart | null = null): Answer {
    const checkout: Checkout = {
      basket,
      cart,
      cartVersion: cart?.version ?? 0,
      cards: [],
      status: 'open',
      payment: null,
      payments: [],
      agreement: null,
      hold: null,
      hasFailed: false,
      expiresAt: this.now + checkoutHours * 60 * minute,
      order: null,
    }
    if (cart) cart.checkout = checkout
    this.checkouts.push(checkout)
    return this.view(checkout)
  }

  update(checkout: Checkout, basket: Basket): Answer | Refused {
    const refusal = this.refusal(checkout)
    if (refusal) return refusal
    checkout.basket = basket
    checkout.status = 'open'
    checkout.hasFailed = false
    checkout.expiresAt = this.now + checkoutHours * 60 * minute
    this.remember(checkout, checkout.cards)
    return this.view(checkout)
  }

  cancelCheckout(checkout: Checkout): Answer | Refused {
    if (checkout.status === 'paying') return { error: 'request_in_progress' }
    if (this.isFinal(checkout)) return { error: 'invalid_state' }
    this.abandon(checkout)
    return this.view(checkout)
  }

  /** Pays with a new key. Dead is who called: nobody learns the answer then. */
  pay(checkout: Checkout, asked: Asked, death?: Death): Answer | Refused {
    const refusal = this.refusal(checkout)
    if (refusal) return refusal
    const call: Call = { checkout, asked, answer: null, since: this.now }
    return this.perform(call, death)
  }

  private perform(call: Call, death?: Death): Answer {
    const { checkout } = call
    const { answer, isKept } = this.begin(checkout, call.asked, death)
    if (!isKept) return answer
    this.calls.push(call)
    call.since = this.now
    const isDone = checkout.status === 'completed' || (checkout.payment === null && checkout.status === 'open')
    if (isDone) call.answer = answer
    return answer
  }

  /** The same call with the same key. */
  repeat(call: Call): Answer | Refused {
    const { checkout } = call
    if (call.answer) return call.answer
    if (checkout.status === 'paying') return { error: 'request_in_progress' }
    if (this.isFinal(checkout) || checkout.payment || checkout.status === 'escalated') return this.view(checkout)
    this.calls.splice(this.calls.indexOf(call), 1)
    return this.perform(call)
  }

  repeatable(): Call[] {
    return this.calls.filter(({ since }) => this.now - since < keptHours * 60 * minute)
  }

  private refusal(checkout: Checkout): Refused | undefined {
    if (this.isFinal(checkout)) return { error: 'invalid_state' }
    if (!checkout.payment) return undefined
    return { error: checkout.status === 'paying' ? 'request_in_progress' : 'invalid_state' }
  }

  private begin(checkout: Checkout, asked: Asked, death?: Death): { answer: Answer; isKept: boolean } {
    const { basket } = checkout
    const total = this.total(basket)
    const named = asked.card === null ? checkout.cards : [{ card: asked.card, shown: null }]
    checkout.hasFailed = false
    const refuse = (added: readonly string[] = []) => {
      if (!this.isThere(basket.items)) checkout.status = 'open'
      this.remember(checkout, checkout.cards)
      return { answer: this.view(checkout, added), isKept: false }
    }
    if (!this.isThere(basket.items)) return refuse()
    if (asked.expected !== total) return refuse(['total_changed'])
    const covered = this.coverage(named, total)
    const isUnusable = covered.some(
      ({ shown, amount, left, balance }) => (shown !== null && shown !== amount) || (left > 0 && balance === 0),
    )
    if (isUnusable) return refuse(['gift_card_unusable'])
    const rest = total - covered.reduce((sum, { amount }) => sum + amount, 0)
    if (rest > 0 && asked.token === 'none') {
      checkout.status = 'escalated'
      this.remember(checkout, named)
      return { answer: this.view(checkout), isKept: true }
    }
    checkout.cards = named
    this.hold(checkout, { total, fromCards: covered.filter(({ amount }) => amount > 0) })
    if (rest === 0) {
      this.place(checkout)
      return { answer: this.view(checkout), isKept: true }
    }
    const payment: Payment = {
      amount: rest,
      createdAt: this.now,
      status: 'pending',
      awaitsPerson: false,
      bank: null,
      refunding: 0,
    }
    checkout.payment = payment
    checkout.payments.push(payment)
    checkout.status = 'paying'
    if (death !== 'before') {
      const status = firstStatus[asked.token as Exclude<Token, 'none'>]
      payment.bank = { token: asked.token, since: this.now, status, refunded: 0 }
    }
    if (!death && asked.token !== 'lost_answer') this.settle(checkout, payment)
    return { answer: this.view(checkout), isKept: true }
  }

  private hold(checkout: Checkout, { total, fromCards }: Pick<Agreement, 'total' | 'fromCards'>): void {
    const { items, email } = checkout.basket
    const code = this.usable(checkout.basket)
    if (code) this.use({ code, email }, 1)
    for (const { card, amount } of fromCards) this.cards[card]!.balance -= amount
    checkout.hold = { items, expiresAt: this.now + holdMinutes * minute }
    checkout.agreement = { items, total, use: code && { code, email }, fromCards }
  }

  private use(use: Use, by: 1 | -1): void {
    this.uses[use.code] += by
    const key = buyerKey(use)
    this.usesBy.set(key, (this.usesBy.get(key) ?? 0) + by)
  }

  private coverage(cards: readonly AppliedCard[], total: number) {
    let left = total
    return cards.map(({ card, shown }) => {
      const balance = this.cards[card]!.balance
      const amount = Math.min(left, balance)
      const covered = { card, shown, amount, balance, left }
      left -= amount
      return covered
    })
  }

  private remember(checkout: Checkout, cards: readonly AppliedCard[]): void {
    const covered = this.coverage(cards, this.total(checkout.basket))
    checkout.cards = covered.map(({ card, amount }) => ({ card, shown: amount }))
  }

  /** What the bank says takes effect. */
  settle(checkout: Checkout, payment: Payment): void {
    const { bank } = payment
    if (!bank || bank.status === 'pending') return
    if (bank.status === 'captured') this.captured(checkout, payment)
    else if (bank.status === 'requires_person') this.awaitPerson(checkout, payment)
    else this.failed(checkout, payment)
  }

  private awaitPerson(checkout: Checkout, payment: Payment): void {
    if (payment.status !== 'pending') return
    payment.awaitsPerson = true
    if (checkout.payment === payment && checkout.status === 'paying') checkout.status = 'escalated'
  }

  private captured(checkout: Checkout, payment: Payment): void {
    if (payment.status === 'captured') return
    payment.status = 'captured'
    const { agreement } = checkout
    const isForThis = agreement !== null && checkout.payment === payment && !this.isFinal(checkout)
    if (isForThis && this.claim(checkout, agreement.items)) {
      this.place(checkout)
      return
    }
    payment.bank!.refunded = payment.amount
    if (checkout.payment === payment) this.reopen(checkout, true)
    else if (checkout.status !== 'completed' && checkout.payment === null) checkout.hasFailed = true
  }

  /** Stock whose hold has expired may still be there, or come back from others whose time is over. */
  private claim(checkout: Checkout, items: Items): boolean {
    if (checkout.hold) return true
    const late = this.short(items)
    if (late.length > 0)
      for (const other of this.checkouts) {
        const isLate = other.hold && other.hold.expiresAt <= this.now && late.some(ware => other.hold?.items[ware])
        if (isLate) other.hold = without(other.hold!, late)
      }
    return this.isThere(items)
  }

  private place(checkout: Checkout): void {
    const agreement = checkout.agreement!
    checkout.hold = null
    this.move(agreement.items, -1)
    const order: Order = { checkout, agreement, isCanceled: false, isShipped: false, toCard: 0 }
    checkout.order = order
    checkout.status = 'completed'
    this.orders.push(order)
    const { cart } = checkout
    if (cart && cart.status === 'open' && cart.version === checkout.cartVersion) cart.status = 'ordered'
    this.finish(checkout)
  }

  private failed(checkout: Checkout, payment: Payment): void {
    if (payment.status !== 'pending') return
    payment.status = 'failed'
    if (checkout.payment === payment) this.reopen(checkout, !this.isFinal(checkout))
  }

  /** A payment that the bank never heard of, or that was given up. */
  giveUp(checkout: Checkout, payment: Payment): void {
    const { bank } = payment
    if (bank?.status === 'pending' || bank?.status === 'requires_person') bank.status = 'canceled'
    if (bank) this.settle(checkout, payment)
    else this.failed(checkout, payment)
  }

  private reopen(checkout: Checkout, hasFailed: boolean): void {
    this.letGo(checkout)
    checkout.hasFailed = hasFailed
    if (!this.isFinal(checkout)) checkout.status = 'open'
    checkout.payment = null
    this.finish(checkout)
  }

  private finish(checkout: Checkout): void {
    for (const call of this.calls) {
      if (call.checkout !== checkout || call.answer) continue
      call.answer = this.view(checkout)
      call.since = this.now
    }
  }

  private letGo(checkout: Checkout): void {
    checkout.hold = null
    const { agreement } = checkout
    checkout.agreement = null
    if (!agreement) return
    if (agreement.use) this.use(agreement.use, -1)
    for (const { card, amount } of agreement.fromCards) this.cards[card]!.balance += amount
  }

  private abandon(checkout: Checkout): void {
    this.letGo(checkout)
    checkout.status = 'canceled'
  }

  private isFinal(checkout: Checkout): boolean {
    return checkout.status === 'completed' || checkout.status === 'canceled' || this.isExpired(checkout)
  }

  private move(items: Items, by: 1 | -1): void {
    for (const ware of wareNames) this.onHand.set(ware, (this.onHand.get(ware) ?? 0) + by * (items[ware] ?? 0))
  }

  /** The provider is asked: late payments have come by then. */
  hear(checkout: Checkout, payment: Payment): void {
    const { bank } = payment
    if (bank?.token === 'late' && bank.status === 'pending' && this.now - bank.since >= 5000) bank.status = 'captured'
    this.settle(checkout, payment)
  }

  /** `order` is that in which money came in: where what is left lasts for one of several, nobody has promised which. */
  sweep(order: readonly Payment[]): void {
    for (const checkout of this.checkouts)
      if (checkout.hold && checkout.hold.expiresAt <= this.now) checkout.hold = null
    const due = this.pending()
    for (const checkout of this.checkouts) if (this.isExpired(checkout)) this.abandon(checkout)
    const rank = (payment: Payment) => (order.includes(payment) ? order.indexOf(payment) : order.length)
    for (const { checkout, payment } of due.sort((a, b) => rank(a.payment) - rank(b.payment))) {
      const limit = payment.awaitsPerson ? checkout.expiresAt : payment.createdAt + holdMinutes * minute
      const isLost = payment.bank === null && this.now - payment.createdAt > minute
      if (checkout.status === 'canceled' || limit <= this.now || isLost) this.giveUp(checkout, payment)
      else this.hear(checkout, payment)
    }
    for (const { payments } of this.checkouts)
      for (const payment of payments)
        if (payment.refunding > 0) {
          payment.bank!.refunded = payment.amount
          payment.refunding = 0
        }
  }

  pending(): { readonly checkout: Checkout; readonly payment: Payment }[] {
    return this.checkouts.flatMap(checkout =>
      checkout.payments.filter(({ status }) => status === 'pending').map(payment => ({ checkout, payment })),
    )
  }

  cancelOrder(order: Order, death?: Death): Refused | { readonly isCanceled: true } {
    if (order.isCanceled) return { isCanceled: true }
    if (order.isShipped) return { error: 'invalid_state' }
    const { agreement, checkout } = order
    order.isCanceled = true
    this.move(agreement.items, 1)
    if (agreement.use) this.use(agreement.use, -1)
    for (const { card, amount } of agreement.fromCards) this.cards[card]!.balance += amount - order.toCard
    const paid = checkout.payment
    if (!paid || this.keptAtBank(order) === 0) return { isCanceled: true }
    if (death) paid.refunding = paid.amount
    if (death !== 'before') paid.bank!.refunded = paid.amount
    return { isCanceled: true }
  }

  keptAtBank({ checkout: { payment } }: Order): number {
    return payment ? payment.amount - (payment.bank?.refunded ?? 0) : 0
  }

  /** Money of an order that stands goes back to the bank first, then to the gift card. */
  refund(order: Order, amount: number): Refused | { readonly refunded: number } {
    const { agreement, checkout } = order
    if (order.isCanceled) return { error: 'invalid_state' }
    const atBank = this.keptAtBank(order)
    const onCards = sum(agreement.fromCards.map(part => part.amount)) - order.toCard
    if (atBank + onCards === 0) return { error: 'invalid_state' }
    if (amount > atBank + onCards) return { error: 'limit_exceeded' }
    const toBank = Math.min(amount, atBank)
    if (checkout.payment) checkout.payment.bank!.refunded += toBank
    order.toCard += amount - toBank
    for (const { card } of agreement.fromCards) this.cards[card]!.balance += amount - toBank
    return { refunded: amount }
  }

  restock(ware: Ware, by: number): Refused | { readonly onHand: number } {
    const onHand = (this.onHand.get(ware) ?? 0) + by
    if (onHand < 0) return { error: 'conflict' }
    if (onHand < this.reserved(ware)) return { error: 'conflict' }
    this.onHand.set(ware, onHand)
    return { onHand }
  }

  /** All that is counted, as the shop's tables should have it. */
  books() {
    const banked = this.checkouts.flatMap(({ payments }) =>
      payments.flatMap(({ bank, amount }) => (bank ? [{ ...bank, amount }] : [])),
    )
    return {
      stock: Object.fromEntries(wareNames.map(ware => [ware, [this.onHand.get(ware), this.reserved(ware)]])),
      uses: { ...this.uses },
      cards: this.cards.map(({ balance }) => balance),
      bank: {
        captured: sum(banked.filter(({ status }) => status === 'captured').map(({ amount }) => amount)),
        refunded: sum(banked.map(({ refunded }) => refunded)),
      },
      orders: { placed: this.orders.length, canceled: this.orders.filter(({ isCanceled }) => isCanceled).length },
      pending: this.pending().length,
    }
  }
}

const firstStatus: Record<Exclude<Token, 'none'>, BankStatus> = {
  success: 'captured',
  lost_answer: 'captured',
  declined_later: 'captured',
  declined: 'failed',
  needs_confirmation: 'requires_person',
  late: 'pending',
  never: 'pending',
}

const wordFor = {
  open: 'ready_for_complete',
  escalated: 'requires_escalation',
  paying: 'complete_in_progress',
  completed: 'completed',
  canceled: 'canceled',
}

const subtotal = (items: Items): number => sum(wareNames.map(ware => wares[ware].price * (items[ware] ?? 0)))

const buyerKey = ({ code, email }: Use): string => `${code} ${email.toLowerCase()}`

const without = ({ items, expiresAt }: Hold, gone: readonly Ware[]): Hold => ({
  items: Object.fromEntries(wareNames.filter(ware => !gone.includes(ware)).map(ware => [ware, items[ware] ?? 0])),
  expiresAt,
})

const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0)
