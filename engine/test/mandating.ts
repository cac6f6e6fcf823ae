import type { Actor } from '../src/index.ts'
import { grantableScopes } from '../src/shared/scopes.ts'
import type { TestShop } from './shop.ts'

/** An assistant that its customer let do all that can be granted; what it may spend, only mandates say. */
export const agentOf = (customerId: string, agentId = 'agt_1'): Actor => ({
  kind: 'agent',
  customerId,
  agentId,
  scopes: grantableScopes,
})

export const inDays = ({ now }: Pick<TestShop, 'now'>, days: number): string =>
  new Date(now().getTime() + days * 86_400_000).toISOString()
