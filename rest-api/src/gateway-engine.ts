import type { Engine } from '@mitchweb/engine'

/** What the gateway needs of an engine. */
export type GatewayEngine = Pick<
  Engine,
  | 'as'
  | 'perform'
  | 'identify'
  | 'accounts'
  | 'moment'
  | 'checkReady'
  | 'demoBank'
  | 'receiveWebhook'
  | 'askPayment'
  | 'hasPaymentForm'
  | 'waitsForPerson'
  | 'publicUrl'
>
