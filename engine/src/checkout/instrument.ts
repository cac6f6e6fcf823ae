import type { PaymentInstrument } from '../payments/contract.ts'
import {
  gatewayById,
  introduce,
  leaveToSpend,
  type Payment,
  type PaymentGateway,
  type ProviderCustomer,
  savedInstrument,
  savedMethod,
} from '../payments/index.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { Tx } from '../storage/port.ts'
import { isCard } from './cards.ts'
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
}

type Asked = {
  readonly instruments: readonly PaymentInstrument[] | undefined
  readonly caller: Caller
  readonly language: TextLanguage
}

/**
 * What this caller can pay with of what they sent: `person` where one has to pay at the shop's page, because nothing was
 * sent or its owner has to spend it; a message where it is nothing of theirs.
 */
export async function chosenToPay(
  tx: Tx,
  { instruments, caller, language }: Asked,
): Promise<PaidWith | 'person' | Message> {
  const instrument = chosenInstrument(instruments)
  if (!instrument) return 'person'
  const gateway = gatewayOf(caller, instrument)
  const known = { caller, gateway, language }
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

type Known = { readonly caller: Caller; readonly gateway: PaymentGateway; readonly language: TextLanguage }

/** A saved method of another customer, or of anybody while nobody is signed in, is as good as none. */
async function keptToPay(
  tx: Tx,
  instrument: PaymentInstrument,
  { caller: { actor }, gateway, language }: Known,
): Promise<PaidWith | 'person' | Message> {
  const handlerId = gateway.handler.id
  const method = await savedMethod(tx, instrument.id)
  const leave = method?.handlerId === handlerId ? leaveToSpend(actor, method.customerId) : 'refused'
  if (!method || leave === 'refused')
    return obstacleTo(
      'payment_method_unknown',
      say(language, 'payment_method_unknown', { id: quoteInput(instrument.id) }),
    )
  if (leave === 'ask_owner') return 'person'
  const { selected, amount } = instrument
  const shown = {
    ...savedInstrument(method),
    ...(selected !== undefined && { selected }),
    ...(amount !== undefined && { amount }),
  }
  const customer = await introduce(tx, { customerId: method.customerId, handlerId })
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
