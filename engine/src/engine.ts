import {
  type Accounts,
  type DeriveKey,
  type Mailer,
  openAccounts,
  type ReadDocument,
  shopSecret,
} from './accounts/index.ts'
import { becomeOne } from './become-one.ts'
import { type SweepReport, settlePayment, sweep, takeProviderEvent, workOnEvent } from './checkout/index.ts'
import { type CallOptions, type InputOf, type OperationName, type OutputOf, type Shop, shopOver } from './contract.ts'
import { orderListener } from './hear-of-orders.ts'
import { agentTokenReader, type Identify, identifier, sessionReader, staffKeyReader } from './identify.ts'
import { type ImportRecords, recordImporter } from './import-records.ts'
import {
  demoGateway,
  endMandatesOf,
  type Gateways,
  gatewayById,
  inTime,
  openStripeGateway,
  type PaymentOutcome,
  paymentById,
  paymentsFor,
  questionOf,
  type StripeSettings,
} from './payments/index.ts'
import { type Perform, performer, type Through } from './perform.ts'
import { getStore } from './pricing/index.ts'
import { scrub } from './privacy/index.ts'
import type { Actor } from './shared/actor.ts'
import { CommerceError, notFound } from './shared/errors.ts'
import { randomId } from './shared/ids.ts'
import type { Money } from './shared/money.ts'
import { makeFirstOwner, makeOwnerKey, type OwnerKey } from './staff/index.ts'
import { pruneKeys } from './storage/idempotency.ts'
import { openStorage, type ShopEvent, type Storage, type StorageOptions, type Tx } from './storage/index.ts'
import { type EventListener, relay } from './storage/relay.ts'
import type { Deps } from './use-cases.ts'

export type EngineOptions = StorageOptions & {
  /** A file, or a `postgres://` URL. */
  readonly database: string
  /** How the shop is paid; the demo gateway, which moves no money, unless told. */
  readonly gateways?: (storage: Storage) => Gateways
  /** Real money: the shop is paid by Stripe, and not by the demo gateway. */
  readonly stripe?: StripeSettings
  /** How often unfinished payments, expired holds and old carts are looked after; 0 leaves that to `sweep`. */
  readonly sweepEverySeconds?: number
  /** How long a buyer waits for the payment provider before the answer is "not known yet". */
  readonly gatewayTimeoutMs?: number
  /** Whether every answer is checked against its schema, which costs time; on where NODE_ENV is development or test. */
  readonly checkOutput?: boolean
  /** The costly step of keeping and checking passwords; scrypt unless told. */
  readonly deriveKey?: DeriveKey
  /** How the documents of applications are read that name one as their id; over the network unless told. */
  readonly readDocument?: ReadDocument
  /** What sends the shop's letters. Without one nobody can make an account. */
  readonly mailer?: Mailer
  /** Hears of what failed in the background. */
  readonly onError?: (error: unknown) => void
}

/** The page of the demo gateway's bank, where a person confirms a payment of a checkout. */
export type DemoBankPage = {
  readonly pending: (checkoutId: string) => Promise<Money | undefined>
  readonly decide: (checkoutId: string, decision: 'approve' | 'refuse') => Promise<void>
}

/** The bytes of the body as they came, and the header that signs them. */
export type WebhookMessage = { readonly body: Uint8Array; readonly signature: string | undefined }

export type Engine = {
  /** The shop as this actor may use it: one method per operation. A head says that it is the door. */
  readonly as: (actor: Actor, through?: Through) => Shop
  /** Who holds what a caller has shown. Throws `unauthorized` for a credential that opens nothing. */
  readonly identify: Identify
  /** Makes the first owner of a shop without staff, and tells their key this once; undefined where there is somebody. */
  readonly firstOwner: () => Promise<OwnerKey | undefined>
  /** Makes a new key for an owner, for who holds the machine and has lost theirs. */
  readonly ownerKey: (name: string) => Promise<OwnerKey>
  /** Performs an operation by name on input of any shape; throws CommerceError for what cannot be answered. */
  readonly perform: Perform
  /** Sign-in for people, and for whom they let act for them: answers the requests under `/api/auth`. */
  readonly accounts: Pick<Accounts, 'handle'>
  /** Takes in the records of a shop that `export_records` gave out. */
  readonly importRecords: ImportRecords
  /** Hears of what has happened, after commit, at least once. Answers the function that ends it. */
  readonly subscribe: (listener: (event: ShopEvent) => void | Promise<void>) => () => void
  /** Asks the provider about a payment and gives its word effect, as a webhook does. Repeating it changes nothing. */
  readonly settle: (paymentId: string) => Promise<void>
  /**
   * Asks the provider about the payment that a checkout waits for, gives its word effect, and answers the provider's page
   * where a person still has to act, if there is one.
   */
  readonly askPayment: (checkoutId: string) => Promise<string | undefined>
  /** Whether a provider's own form for paying can be shown on the checkout's page, as its handler's `config` says. */
  readonly hasPaymentForm: boolean
  /** Whether a payment of the checkout waits for a person to act at its provider. */
  readonly waitsForPerson: (checkoutId: string) => Promise<boolean>
  /**
   * Takes in a message of a payment provider's as it came, and answers once it is on disk; it is worked on after that.
   * Throws CommerceError when it is not genuine.
   */
  readonly receiveWebhook: (handlerId: string, message: WebhookMessage) => Promise<void>
  readonly sweep: () => Promise<SweepReport>
  /**
   * Clears the file at once of what erased customers left in it, which happens once a day at most by itself. False where
   * there was nothing to clear, or another process kept it from being done.
   */
  readonly scrub: () => Promise<boolean>
  /** Reads of the same thing by the same asker answer the same for as long as this does; undefined is never sure. */
  readonly moment: () => string | undefined
  /** Throws when the database does not answer. */
  readonly checkReady: () => Promise<void>
  /** Tells other processes that find the database open where this one serves it. */
  readonly announce: (url: string) => Promise<void>
  readonly demoBank?: DemoBankPage
  /** A secret by what it is for, to sign with: the same on every node of the shop, and after a restart. */
  readonly secretFor: (purpose: string) => Promise<string>
  readonly publicUrl: string
  readonly close: () => Promise<void>
}

/** A view that leaves its contract is a bug to be seen while the shop is written, not by who buys. */
const isBeingWritten = () => ['development', 'test'].includes(process.env.NODE_ENV ?? '')

/** What is about accounts is told to people by letter. */
const letters = { prefix: 'account.' } as const

/** How long a shop that closes waits for the letter in hand. One that was broken off is sent again. */
const lastLetterMs = 3_000

const defaultPublicUrl = 'http://localhost:3000'

/** Opens a shop on its database, creating and migrating it first. Throws DatabaseHeldError when another process has it. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { sweepEverySeconds = 5, gatewayTimeoutMs = 10_000, onError = () => {} } = options
  const publicUrl = (options.publicUrl ?? defaultPublicUrl).replace(/(?<!\/)\/+$/, '')
  const storage = await openStorage({ ...options, publicUrl })
  const bank = options.gateways || options.stripe ? undefined : demoGateway(storage)
  const stripe = options.stripe && (await openStripeGateway({ ...options.stripe, storage }))
  const gateways = options.gateways?.(storage) ?? [stripe ?? bank].filter(gateway => gateway !== undefined)
  const deps: Deps = { storage, gateways, gatewayTimeoutMs }
  const perform = performer(deps, { checkOutput: options.checkOutput ?? isBeingWritten() })
  const accounts = await openAccounts({
    ...options,
    storage,
    newId: options.newId ?? randomId,
    publicUrl,
    onError,
    onVerified: becomeOne,
    onDisconnected: (tx, { customerId, clientId }) => endMandatesOf(tx, { customerId, agentId: clientId }),
    shopName: async tx => (await getStore(tx)).name,
  })
  const listeners = new Set<EventListener>()
  const tell: EventListener = event => tellAll(listeners, event)
  const events = relay(storage, [orderListener(storage), tell], { lane: { ...letters, isWithin: false }, onError })
  // A mail server may take its time, and is given it; nothing else waits for that.
  const post = relay(storage, [tell, accounts.hear], {
    lane: { ...letters, isWithin: true },
    batchSize: 3,
    leaseSeconds: 180,
    onError,
  })
  const working = new Set<Promise<void>>()
  const work = (promise: Promise<void>) => {
    const done = promise.catch(onError).finally(() => working.delete(done))
    working.add(done)
  }
  const prune = async (tx: Tx) => {
    await pruneKeys(tx)
    await accounts.prune(tx)
  }
  const stopSweeping = every(
    sweepEverySeconds,
    () => sweep(deps).finally(() => storage.write(prune).then(() => scrub(storage))),
    onError,
  )

  return {
    as: (actor, through) =>
      shopOver(
        <N extends OperationName>(name: N, input: InputOf<N>, call?: CallOptions) =>
          perform(actor, name, input, through ? { ...call, ...through } : call) as Promise<OutputOf<N>>,
      ),
    identify: identifier([
      staffKeyReader({ storage, inBackground: work }),
      agentTokenReader({ storage, inBackground: work }),
      sessionReader(accounts),
    ]),
    firstOwner: () => storage.write(makeFirstOwner),
    ownerKey: name => storage.write(tx => makeOwnerKey(tx, name)),
    perform,
    accounts,
    importRecords: recordImporter(deps),
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    settle: async paymentId => {
      await settleNow(deps, paymentId)
    },
    askPayment: checkoutId => askNow(deps, checkoutId),
    hasPaymentForm: gateways.some(({ formFor }) => formFor !== undefined),
    waitsForPerson: async checkoutId => {
      const payments = await storage.read(tx => paymentsFor(tx, checkoutId))
      return payments.some(({ status, awaitsPerson }) => status === 'pending' && awaitsPerson)
    },
    receiveWebhook: async (handlerId, message) => {
      const event = await takeProviderEvent(deps, handlerId, message)
      if (event) work(workOnEvent(deps, event))
    },
    sweep: () => sweep(deps),
    scrub: () => scrub(storage, { now: true }),
    moment: storage.moment,
    checkReady: () => storage.read(async () => {}),
    announce: async url => storage.announce(url),
    ...(bank && {
      demoBank: {
        pending: async checkoutId => bank.pending((await latestPayment(storage, bank.handler.id, checkoutId)).id),
        decide: async (checkoutId, decision) => {
          const { id } = await latestPayment(storage, bank.handler.id, checkoutId)
          await bank.decide(id, decision)
          await settleNow(deps, id)
        },
      },
    }),
    secretFor: purpose => shopSecret(storage, purpose),
    publicUrl,
    close: async () => {
      await stopSweeping()
      await Promise.all(working)
      await Promise.all([events.stop(), within(lastLetterMs, post.stop())])
      await storage.close()
    },
  }
}

async function tellAll(listeners: ReadonlySet<EventListener>, event: Parameters<EventListener>[0]): Promise<void> {
  for (const listener of listeners) await listener(event)
}

/** The provider's word is asked for, whatever brought us here. */
async function settleNow(deps: Deps, paymentId: string): Promise<PaymentOutcome | undefined> {
  const { payment, question } = await deps.storage.read(async tx => {
    const payment = await paymentById(tx, paymentId)
    return { payment, question: questionOf(payment, tx.now) }
  })
  const gateway = gatewayById(deps.gateways, payment.handlerId)
  if (!gateway) throw new CommerceError('payment_unavailable', `No gateway is open for ${payment.handlerId}.`)
  const outcome = await inTime(deps.gatewayTimeoutMs, signal => gateway.find({ ...question, signal })).catch(cause => {
    throw Object.assign(new CommerceError('payment_unavailable', 'The payment provider does not answer.'), { cause })
  })
  if (outcome) await settlePayment(deps, paymentId, outcome)
  return outcome
}

async function askNow(deps: Deps, checkoutId: string): Promise<string | undefined> {
  const payments = await deps.storage.read(tx => paymentsFor(tx, checkoutId))
  const waiting = payments.find(({ status }) => status === 'pending')
  const outcome = waiting && (await settleNow(deps, waiting.id))
  return outcome?.status === 'requires_person' ? outcome.url : undefined
}

async function latestPayment(storage: Storage, handlerId: string, checkoutId: string) {
  const payments = await storage.read(tx => paymentsFor(tx, checkoutId))
  const latest = payments.filter(payment => payment.handlerId === handlerId).at(-1)
  if (!latest) throw notFound('payment for checkout', checkoutId)
  return latest
}

/** Runs the work again and again, never twice at once. Answers the function that ends it, after the run in hand. */
function every(seconds: number, work: () => Promise<unknown>, onError: (error: unknown) => void): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  let isBusy = false
  if (seconds === 0) return async () => {}
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    running = work()
      .catch(onError)
      .finally(() => {
        isBusy = false
      })
  }, seconds * 1000)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** The promise, or nothing after so long. */
async function within(milliseconds: number, promise: Promise<void>): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  await Promise.race([promise, patience])
  clearTimeout(timer)
}
