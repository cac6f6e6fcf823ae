import type { Actor } from '../src/index.ts'
import { grantableScopes } from '../src/shared/scopes.ts'
import { running } from './database-rows.ts'
import type { TestDatabase } from './databases.ts'
import type { TestShop } from './shop.ts'

/** An assistant that its customer let do all that can be granted; what it may spend, only mandates say. */
export const agentOf = (customerId: string, agentId = 'agt_1'): Actor => ({
  kind: 'agent',
  customerId,
  agentId,
  scopes: grantableScopes,
})

/** Has the customer let these applications act for them, without the pages on which a person does. */
export async function letsAct(
  database: Pick<TestDatabase, 'address' | 'dialect'>,
  { customerId, agentIds = ['agt_1'] }: { readonly customerId: string; readonly agentIds?: readonly string[] },
): Promise<void> {
  const now = database.dialect === 'sqlite' ? '0' : `'epoch'`
  const account = `acc_${customerId}`
  await running(await database.address(), [
    `insert into accounts (id, name, email, email_verified, customer_id, created_at, updated_at)
      values ('${account}', 'Ann', '${account}@example.com', true, '${customerId}', ${now}, ${now})`,
    ...agentIds.flatMap(agentId => [
      `insert into oauth_clients (id, client_id, name, redirect_uris) values ('${agentId}', '${agentId}', 'Helper', '[]')`,
      `insert into oauth_consents (id, client_id, user_id, scopes, created_at, updated_at)
        values ('con_${agentId}', '${agentId}', '${account}', '[]', ${now}, ${now})`,
    ]),
  ])
}

export const inDays = ({ now }: Pick<TestShop, 'now'>, days: number): string =>
  new Date(now().getTime() + days * 86_400_000).toISOString()
