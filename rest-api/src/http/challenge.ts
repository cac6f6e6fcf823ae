import { CommerceError } from '@mitchweb/engine/contract'
import type { ErrorRequestHandler } from 'express'

type Door = {
  /** Where applications sign customers in for this door; staff show keys instead. */
  readonly signIn?: { readonly publicUrl: string; readonly path: string }
}

/**
 * Tells who was refused at a door what would open it (RFC 6750): another credential, or one with a scope that this one
 * has not; and where to sign in for it (RFC 9728), so that an application that acts for somebody finds everything else
 * from there.
 */
export const challenges =
  ({ signIn }: Door): ErrorRequestHandler =>
  (error, request, response, next) => {
    const isBad = request.get('authorization') !== undefined
    const problem = error instanceof CommerceError ? problemIn(error, isBad) : undefined
    if (problem && response.get('WWW-Authenticate') === undefined) {
      const metadata =
        signIn && `resource_metadata="${signIn.publicUrl}/.well-known/oauth-protected-resource${signIn.path}"`
      response.set('WWW-Authenticate', `Bearer ${[...problem, ...(metadata ? [metadata] : [])].join(', ')}`.trim())
    }
    next(error)
  }

function problemIn({ code, details }: CommerceError, isBad: boolean): string[] | undefined {
  if (code === 'unauthorized') return isBad ? ['error="invalid_token"'] : []
  if (code !== 'forbidden' || typeof details.scope !== 'string' || !isBad) return undefined
  return ['error="insufficient_scope"', `scope="${details.scope}"`]
}
