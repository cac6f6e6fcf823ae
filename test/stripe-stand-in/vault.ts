import { type Account, type Books, type Customer, customerView, methodView, type PaymentMethod } from './books.ts'
import type { Outcome } from './test-cards.ts'
import { missing, nested, type Params, refusal, required, text, textsOf, wholeNumber } from './wire.ts'

type Options = {
  readonly books: Books
  readonly newId: (prefix: string) => string
  readonly seconds: () => number
}

/** Stripe's customers and what is kept for them. */
export class Vault {
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  createCustomer(account: Account, params: Params): object {
    const customer: Customer = {
      id: this.#options.newId('cus'),
      account: account.id,
      created: this.#options.seconds(),
      metadata: textsOf(nested(params, 'metadata')),
    }
    this.#options.books.customers.set(customer.id, customer)
    return customerView(customer, account)
  }

  searchCustomers(account: Account, params: Params): object {
    const [, name = '', value = ''] = /^metadata\['([^']+)'\]:'([^']+)'$/.exec(required(params, 'query')) ?? []
    const found = [...this.#options.books.customers.values()].filter(
      customer => customer.account === account.id && customer.metadata[name] === value,
    )
    return {
      object: 'search_result',
      data: found.map(customer => customerView(customer, account)),
      has_more: false,
      next_page: null,
      url: '/v1/customers/search',
    }
  }

  /** A merchant deletes a customer in Stripe's own pages, and with them all that was kept. */
  deleteCustomer(id: string): void {
    const { customers, methods } = this.#options.books
    customers.delete(id)
    for (const method of methods.values()) if (method.customer === id) this.#letGo(method)
  }

  /** Throws as Stripe does where a parameter names no customer of the account. */
  assertCustomer(account: Account, id: string): void {
    if (this.#options.books.customers.get(id)?.account !== account.id)
      throw refusal(`No such customer: '${id}'`, { code: 'resource_missing', param: 'customer' })
  }

  readMethod(account: Account, id: string): object {
    return methodView(this.#method(id), account)
  }

  attach(account: Account, id: string, params: Params): object {
    const customer = required(params, 'customer')
    this.assertCustomer(account, customer)
    const method = this.#usable(this.#method(id))
    if (method.customer !== null && method.customer !== customer)
      throw refusal('The payment method you provided has already been attached to a customer.')
    method.customer = customer
    return methodView(method, account)
  }

  detach(account: Account, id: string): object {
    const method = this.#method(id)
    if (method.customer === null)
      throw refusal('The payment method you provided is not attached to a customer so detachment is impossible.')
    this.#letGo(method)
    return methodView(method, account)
  }

  listMethods(account: Account, params: Params): object {
    const customer = text(params, 'customer')
    const limit = params.limit === undefined ? 10 : wholeNumber(params, 'limit')
    const all = [...this.#options.books.methods.values()].filter(method => method.customer === customer).reverse()
    return {
      object: 'list',
      data: all.slice(0, limit).map(method => methodView(method, account)),
      has_more: all.length > limit,
      url: '/v1/payment_methods',
    }
  }

  /** What confirms an intent of this customer, or of nobody; of a test method it is a copy, as at Stripe. */
  toPay(id: string, customer: string | null): PaymentMethod {
    const method = this.#usable(this.#method(id))
    if (method.customer === null) return method
    if (customer === null)
      throw refusal(
        `The PaymentMethod ${id} belongs to the Customer ${method.customer}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
      )
    if (method.customer === customer) return method
    throw refusal(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      { code: 'resource_missing', param: 'payment_method' },
    )
  }

  /** A method of one's own that behaves as told. */
  make(
    outcome: Outcome,
    { customer = null, last4 = '4242' }: { customer?: string | null; last4?: string } = {},
  ): string {
    const id = this.#options.newId('pm')
    const card = { brand: 'visa', last4, exp_month: 8, exp_year: 2031 }
    this.#options.books.methods.set(id, { id, outcome, customer, isSetUp: false, isSpent: false, card })
    return id
  }

  #method(id: string): PaymentMethod {
    const method = this.#options.books.methods.get(id)
    if (!method) throw missing('payment_method', id)
    return method.isShared ? this.#method(this.make(method.outcome)) : method
  }

  #usable(method: PaymentMethod): PaymentMethod {
    if (!method.isSpent) return method
    throw refusal(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    )
  }

  /** What was detached is never used again. */
  #letGo(method: PaymentMethod): void {
    method.customer = null
    method.isSpent = true
  }
}
