import Stripe from 'stripe'
import type { Happening } from './bank.ts'

export type Letter = { readonly body: string; readonly signature: string }

let events = 0

/** The event that Stripe would send, signed for the endpoint. */
export function letterOf(
  { account, type, object }: Happening,
  { secret, now, changes = {} }: { secret: string; now: Date; changes?: object },
): Letter {
  events += 1
  const event = {
    id: `evt_standin${events}`,
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: Math.floor(now.getTime() / 1000),
    data: { object: structuredClone(object) },
    livemode: account.isLive,
    pending_webhooks: 1,
    type,
    ...changes,
  }
  return signed(JSON.stringify(event), { secret, now })
}

export function signed(body: string, { secret, now }: { secret: string; now: Date }): Letter {
  const timestamp = Math.floor(now.getTime() / 1000)
  return { body, signature: Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp }) }
}
