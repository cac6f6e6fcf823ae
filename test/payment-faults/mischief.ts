import type { Random } from '../../bench/random.ts'
import type { Happening } from '../stripe-stand-in/bank.ts'
import { type Letter, letterOf, signed } from '../stripe-stand-in/post.ts'
import type { Fault } from '../stripe-stand-in/server.ts'

const faults: readonly Fault[] = [
  'refuse',
  'cut_before',
  'cut_after',
  'silent_before',
  'silent_after',
  'error_before',
  'error_after',
  'rate_limit',
  { delayMs: 20 },
]

/** In how many of a hundred requests something goes wrong, and what. */
export const faultsFor = (random: Random, percent: number) => (): Fault | undefined =>
  random.below(100) < percent ? random.of(faults) : undefined

type Carrier = {
  readonly random: Random
  readonly percent: number
  readonly secret: string
  readonly now: () => Date
  readonly receive: (letter: Letter) => Promise<void>
}

/** A post office that loses, delays, doubles, shuffles, forges and hurries what Stripe sends. */
export function mischievousPost({ random, percent, secret, now, receive }: Carrier) {
  const waiting: Happening[] = []
  const underWay = new Set<Promise<void>>()
  let delivered = 0
  const deliver = (letter: Letter) => {
    delivered += 1
    // What the shop refuses is refused; whether that was right is seen in its books.
    const arriving: Promise<void> = receive(letter)
      .catch(() => {})
      .finally(() => underWay.delete(arriving))
    underWay.add(arriving)
  }
  const genuine = (happening: Happening) => letterOf(happening, { secret, now: now() })

  const tricks: readonly ((happening: Happening) => void)[] = [
    // Before the request that caused it is answered.
    happening => deliver(genuine(happening)),
    happening => void waiting.push(happening),
    happening => {
      const letter = genuine(happening)
      for (let n = 0; n < 3; n += 1) deliver(letter)
    },
    happening => void waiting.splice(random.below(waiting.length + 1), 0, happening),
    () => {},
    happening => {
      deliver(letterOf(happening, { secret: 'whsec_of_somebody_else', now: now() }))
      waiting.push(happening)
    },
    happening => {
      const claim = { ...happening.object, status: 'succeeded', amount_received: 1 }
      deliver(letterOf({ ...happening, type: 'payment_intent.succeeded', object: claim }, { secret, now: now() }))
      deliver(signed('{"object":"event"', { secret, now: now() }))
    },
  ]

  return {
    post: (happening: Happening) => {
      if (random.below(100) < percent) random.of(tricks)(happening)
      else setImmediate(() => deliver(genuine(happening)))
    },
    /** Delivers some of what is late; all of it when told so. */
    deliverLate: async (share: 'some' | 'all') => {
      const count = share === 'all' ? waiting.length : random.below(waiting.length + 1)
      for (const happening of waiting.splice(0, count)) deliver(genuine(happening))
      await Promise.all(underWay)
    },
    delivered: () => delivered,
  }
}
