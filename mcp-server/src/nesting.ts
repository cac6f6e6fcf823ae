import { CommerceError } from '@mitchweb/engine/contract'

const deepest = 32

/** Refuses what is nested deeper than any input of the shop, before anything walks down into it. */
export function assertShallow(value: unknown): void {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest)
      throw new CommerceError('limit_exceeded', `The arguments are nested deeper than ${deepest} levels.`)
    level = level.flatMap(part => (typeof part === 'object' && part !== null ? Object.values(part) : []))
  }
}
