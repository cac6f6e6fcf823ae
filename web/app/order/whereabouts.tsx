import { Panel } from '../components/panel.tsx'
import { useOrderWords } from './order-words.ts'
import type { ShownOrder } from './shown-order.server.ts'

/** Where it goes, and what was last heard of it. */
export function Whereabouts({ order }: { order: ShownOrder }) {
  const words = useOrderWords()
  return (
    <>
      <Panel title={words.delivery}>
        {order.expectations.length > 0 && (
          <ul className="grid gap-3">
            {order.expectations.map(expected => (
              <li key={expected.id}>
                <p className="font-medium">{expected.address ?? words.digital}</p>
                {expected.description && <p className="text-quiet">{expected.description}</p>}
                {expected.arrives && <p className="text-quiet">{words.arrives(expected.arrives)}</p>}
                {expected.from && <p className="text-quiet">{words.from(expected.from)}</p>}
              </li>
            ))}
          </ul>
        )}
        {order.email && <p className="text-quiet">{words.orderedBy(order.email)}</p>}
      </Panel>
      <Panel title={words.shipments}>
        {order.events.length === 0 ? (
          <p className="text-quiet">{words.notShipped}</p>
        ) : (
          <Events events={order.events} />
        )}
      </Panel>
    </>
  )
}

function Events({ events }: { events: ShownOrder['events'] }) {
  const words = useOrderWords()
  return (
    <ol className="grid gap-4 border-l-2 border-line pl-4">
      {events.map(event => (
        <li key={event.id}>
          <p className="font-medium">{words.events[event.type]}</p>
          <p className="text-sm text-quiet">{[event.at, event.carrier].filter(Boolean).join(' · ')}</p>
          {event.tracking ? (
            <a href={event.tracking} rel="noreferrer" className="underline underline-offset-4">
              {event.number ?? words.track}
            </a>
          ) : (
            event.number && <p>{event.number}</p>
          )}
          {event.description && <p>{event.description}</p>}
        </li>
      ))}
    </ol>
  )
}
