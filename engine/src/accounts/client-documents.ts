import type { OAuthOptions } from '@better-auth/oauth-provider'
import { registerClientMetadataDocument } from '@better-auth/oauth-provider/internal'
import { APIError } from 'better-auth/api'
import { clientFacts } from './client-facts.ts'
import type { ReadDocument } from './read-document.ts'

type Options = OAuthOptions<string[]>
type Discovery = Extract<
  NonNullable<NonNullable<Options['extensions']>[number]['clientDiscovery']>,
  { readonly id: string }
>

type DocumentsOptions = {
  readonly readDocument: ReadDocument
  /** The library's options, once it has them. */
  readonly optionsOf: () => Options
}

/** A document is read again after so long, and one that could not be read after so long. */
const freshMilliseconds = 3_600_000
const patienceMilliseconds = 60_000
const mostAtOnce = 8
const mostRemembered = 1000

/**
 * Applications whose id is the address of a document that says who they are (client id metadata documents): they need no
 * registration, and nobody can claim another's id. One whose document cannot be read any more is not known any more.
 */
export function documentDiscovery({ readDocument, optionsOf }: DocumentsOptions): Discovery {
  const reading = new Map<string, Promise<ReturnType<typeof factsIn>>>()
  const failed = new Map<string, number>()

  async function factsAt(clientId: string) {
    const known = reading.get(clientId)
    if (known) return known
    if (reading.size >= mostAtOnce || (failed.get(clientId) ?? 0) > Date.now()) return undefined
    const work = readDocument(new URL(clientId)).then(
      text => factsIn(text, clientId),
      () => undefined,
    )
    reading.set(clientId, work)
    const facts = await work.finally(() => reading.delete(clientId))
    if (!facts) remember(failed, clientId, Date.now() + patienceMilliseconds)
    return facts
  }

  return {
    id: 'document',
    matches: isDocumentAddress,
    resolve: async (ctx, clientId, existing) => {
      const readAt = existing?.updatedAt?.getTime() ?? 0
      if (existing && readAt > Date.now() - freshMilliseconds) return existing
      const metadata = await factsAt(clientId)
      if (!metadata) return null
      const about = { metadata: { ...metadata, client_id: clientId }, clientId, clientDiscoveryId: 'document' }
      try {
        const { client } = await registerClientMetadataDocument(ctx, optionsOf(), {
          ...about,
          ...(existing && { existingClient: existing }),
        })
        return client
      } catch (error) {
        if (!(error instanceof APIError)) throw error
        remember(failed, clientId, Date.now() + patienceMilliseconds)
        return null
      }
    },
  }
}

/** One address has one spelling, or an application would have several ids. */
export function isDocumentAddress(clientId: string): boolean {
  if (clientId.length > 500 || !clientId.startsWith('https://') || !URL.canParse(clientId)) return false
  const { href, pathname, port, username, password, hash, hostname } = new URL(clientId)
  const isPlain = username === '' && password === '' && hash === '' && port === '' && !clientId.includes('#')
  return isPlain && href === clientId && pathname !== '/' && /\.[a-z][a-z0-9-]*$/.test(hostname)
}

/** What the document says, when it is about this id and of an application that keeps no secret. */
function factsIn(text: string, clientId: string) {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return undefined
  }
  const { client_id, token_endpoint_auth_method: proof = 'none' } = (said ?? {}) as Record<string, unknown>
  if (client_id !== clientId || proof !== 'none') return undefined
  const facts = clientFacts(said)
  return facts && { ...facts, token_endpoint_auth_method: 'none' as const }
}

function remember(failed: Map<string, number>, clientId: string, until: number): void {
  failed.delete(clientId)
  const [oldest] = failed.keys()
  if (failed.size >= mostRemembered && oldest !== undefined) failed.delete(oldest)
  failed.set(clientId, until)
}
