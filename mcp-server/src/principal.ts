import type { AuthInfo } from '@modelcontextprotocol/server'

/** Who calls, as far as the transport knows: the same text for the same customer through the same client. */
export const principalOf = (authInfo: AuthInfo | undefined): string =>
  authInfo === undefined ? '' : JSON.stringify([authInfo.clientId, authInfo.extra?.customerId ?? null])
