import { CommerceError } from '@mitchweb/engine/contract'
import type { ErrorRequestHandler } from 'express'

type Door = { readonly publicUrl: string; readonly path: string }

/**
 * Tells who was refused at a door where to sign in for it (RFC 6750 and RFC 9728): an application that acts for somebody
 * finds everything else from there.
 */
export const challenges =
  ({ publicUrl, path }: Door): ErrorRequestHandler =>
  (error, request, response, next) => {
    if (error instanceof CommerceError && error.code === 'unauthorized') {
      const metadata = `resource_metadata="${publicUrl}/.well-known/oauth-protected-resource${path}"`
      const isBad = request.get('authorization') !== undefined
      response.set('WWW-Authenticate', `Bearer ${isBad ? 'error="invalid_token", ' : ''}${metadata}`)
    }
    next(error)
  }
