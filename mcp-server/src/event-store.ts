import type { EventStore, JSONRPCMessage } from '@modelcontextprotocol/server'

type Kept = { readonly id: number; readonly streamId: string; readonly message: JSONRPCMessage; readonly size: number }

/** How many messages are kept, and how many characters of them together: what a caller sends can be sent back. */
type Room = { readonly messages?: number; readonly characters?: number }

/**
 * The last messages of one session, for a client that lost its stream and asks for what came after an id. Small on
 * purpose: what is older, or too large, can be asked for again, because reads change nothing and writes carry keys.
 */
export function recentEvents({ messages = 32, characters = 128 * 1024 }: Room = {}): EventStore {
  const events: Kept[] = []
  let last = 0
  let taken = 0
  return {
    async storeEvent(streamId, message) {
      last += 1
      const size = JSON.stringify(message).length + streamId.length
      events.push({ id: last, streamId, message, size })
      taken += size
      while (events.length > messages || taken > characters) taken -= events.shift()?.size ?? taken
      return String(last)
    },
    async getStreamIdForEventId(eventId) {
      return events.find(({ id }) => String(id) === eventId)?.streamId
    },
    async replayEventsAfter(lastEventId, { send }) {
      const from = events.find(({ id }) => String(id) === lastEventId)
      if (from === undefined) throw new Error('This event is not kept any more.')
      const missed = events.filter(({ id, streamId }) => id > from.id && streamId === from.streamId)
      for (const { id, message } of missed) {
        // The event that opens a stream has no message in it; it is not one to repeat.
        if (Object.keys(message).length > 0) await send(String(id), message)
      }
      return from.streamId
    },
  }
}
