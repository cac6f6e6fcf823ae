import type { Actor } from './actor.ts'

/** Through what a call came in: the shop as a library, one of its commands, or a head. */
export const doors = ['library', 'command', 'rest', 'mcp'] as const
export type Door = (typeof doors)[number]

/** Who is asking, and with what they have shown it. */
export type Identity = {
  readonly actor: Actor
  readonly credential?: {
    readonly kind: 'session' | 'token' | 'api_key'
    readonly id: string
    readonly name?: string
    readonly expiresAt?: Date
  }
}
