import type { EventStore, JSONRPCMessage } from '@modelcontextprotocol/server'

/**
 * The last messages of one session, for a client that lost its stream and asks for what came after an id. Small on
 * purpose: what is older can be asked for again, because reads change nothing and writes carry keys.
 */
export function recentEvents(capacity = 32): EventStore {
  const events: { id: number; streamId: string; message: JSONRPCMessage }[] = []
  let last = 0
  return {
    async storeEvent(streamId, message) {
      last += 1
      events.push({ id: last, streamId, message })
      if (events.length > capacity) events.shift()
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
