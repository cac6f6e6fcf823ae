import type { PaymentInstrument } from '../payments/contract.ts'
import {
  gatewayById,
  introduce,
  leaveToSpend,
  type Payment,
  type PaymentGateway,
  type ProviderCustomer,
  type SavedMethod,
  savedInstrument,
  savedMethod,
} from '../payments/index.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { Money } from '../shared/money.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { Tx } from '../storage/port.ts'
import { isCard } from './cards.ts'
import { mandatedMethod } from './mandated.ts'
import type { PricedCheckout } from './priced.ts'
import type { Caller } from './view.ts'

/** What is going to pay what gift cards leave. */
export type PaidWith = {
  readonly instrument: PaymentInstrument
  readonly gateway: PaymentGateway
  /** The instrument as it is kept and shown, without its credential. */
  readonly shown: Payment['instrument']
  /** There where it is kept for them, or was. */
  readonly customer?: ProviderCustomer
  /** The provider's id of a method that was saved. */
  readonly methodId?: string
  /** Inside which its agent pays while the customer is not there. */
  readonly mandateId?: string
}

/** A person has to pay at the shop's page; the message says why, where the agent can be told. */
export type ByPerson = { readonly askOwner: Message | undefined }

type Asked = {
  readonly instruments: readonly PaymentInstrument[] | undefined
  readonly caller: Caller
  readonly look: PricedCheckout
  /** What is left to be paid. */
  readonly rest: Money
}

/**
 * What this caller can pay with of what they sent, or, being an agent with a mandate, without sending anything: `askOwner`
 * where a person has to pay at the shop's page; a message where it is nothing of theirs.
 */
export async function chosenToPay(
  tx: Tx,
  { instruments, caller, look, rest }: Asked,
): Promise<PaidWith | ByPerson | Message> {
  const instrument = chosenInstrument(instruments)
  const { actor } = caller
  if (!instrument) return actor.kind === 'agent' ? byAgent(tx, { agent: actor, caller, look, rest }) : byPerson
  const gateway = gatewayOf(caller, instrument)
  const known = { caller, gateway, look, rest, language: look.priced.market.textLanguage }
  if (isKept(instrument, gateway)) return keptToPay(tx, instrument, known)
  const shown = withoutCredential(instrument)
  return instrument.save ? toBeKept(tx, { instrument, gateway, shown }, known) : { instrument, gateway, shown }
}

/** One instrument pays what gift cards leave; what a platform sends back unselected was only shown to it. */
function chosenInstrument(instruments: readonly PaymentInstrument[] = []): PaymentInstrument | undefined {
  const others = instruments.filter(instrument => !isCard(instrument) && instrument.selected !== false)
  return others.find(instrument => instrument.selected) ?? others[0]
}

function gatewayOf({ gateways }: Caller, { handler_id }: PaymentInstrument): PaymentGateway {
  const gateway = gatewayById(gateways, handler_id)
  if (gateway) return gateway
  const ids = gateways.map(({ handler }) => quoteInput(handler.id)).join(', ')
  throw new CommerceError(
    'invalid_input',
    `There is no payment handler ${quoteInput(handler_id)}. Use ${ids} (ucp.payment_handlers).`,
    {
      path: '$.checkout.payment.instruments[0].handler_id',
    },
  )
}

const withoutCredential = ({ credential: _, ...instrument }: PaymentInstrument): Payment['instrument'] => instrument

/** What comes without a credential names something that was saved. */
const isKept = ({ credential, type }: PaymentInstrument, { vault }: PaymentGateway): boolean =>
  credential === undefined && vault?.types.includes(type) === true

const byPerson: ByPerson = { askOwner: undefined }

type Known = Omit<Asked, 'instruments'> & { readonly gateway: PaymentGateway; readonly language: TextLanguage }

/** A saved method of another customer, or of anybody while nobody is signed in, is as good as none. */
async function keptToPay(
  tx: Tx,
  instrument: PaymentInstrument,
  { caller, gateway, look, rest, language }: Known,
): Promise<PaidWith | ByPerson | Message> {
  const { actor } = caller
  const handlerId = gateway.handler.id
  const method = await savedMethod(tx, instrument.id)
  const leave = method?.handlerId === handlerId ? leaveToSpend(actor, method.customerId) : 'refused'
  if (!method || leave === 'refused')
    return obstacleTo(
      'payment_method_unknown',
      say(language, 'payment_method_unknown', { id: quoteInput(instrument.id) }),
    )
  const sent = { selected: instrument.selected, amount: instrument.amount }
  if (actor.kind === 'agent' && leave === 'ask_owner')
    return byAgent(tx, { agent: actor, caller, look, rest, named: method, sent })
  return leave === 'ask_owner' ? byPerson : paidWith(tx, method, { gateway, sent })
}

type ByAgent = Parameters<typeof mandatedMethod>[1] & { readonly caller: Caller; readonly sent?: Sent }

/** With what its customer saved, and inside a mandate alone. */
async function byAgent(tx: Tx, { caller, sent = {}, ...wanting }: ByAgent): Promise<PaidWith | ByPerson> {
  const found = await mandatedMethod(tx, wanting)
  if ('askOwner' in found) return found
  const gateway = gatewayById(caller.gateways, found.method.handlerId)
  if (!gateway?.vault) return byPerson
  return { ...(await paidWith(tx, found.method, { gateway, sent })), mandateId: found.mandate.id }
}

type Sent = { readonly selected?: boolean | undefined; readonly amount?: number | undefined }

async function paidWith(
  tx: Tx,
  method: SavedMethod,
  { gateway, sent: { selected, amount } }: { readonly gateway: PaymentGateway; readonly sent: Sent },
): Promise<PaidWith> {
  const shown = {
    ...savedInstrument(method),
    ...(selected !== undefined && { selected }),
    ...(amount !== undefined && { amount }),
  }
  const customer = await introduce(tx, { customerId: method.customerId, handlerId: gateway.handler.id })
  return { instrument: shown, gateway, shown, customer, methodId: method.providerId }
}

/** Only customers have something kept, and only they themselves ask for it. */
async function toBeKept(
  tx: Tx,
  paidWith: PaidWith,
  { caller: { actor }, gateway, language }: Known,
): Promise<PaidWith | Message> {
  if (actor.kind !== 'customer' || !gateway.vault)
    return obstacleTo('payment_method_not_saved', say(language, 'payment_method_not_saved'))
  const { customerId } = actor
  return { ...paidWith, customer: await introduce(tx, { customerId, handlerId: gateway.handler.id }) }
}

const obstacleTo = (code: string, content: string): Message =>
  message('error', code, content, { severity: 'recoverable', path: '$.payment.instruments' })
