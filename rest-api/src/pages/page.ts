import type { Shop } from '@mitchweb/engine/contract'
import type { Response } from 'express'

/** An HTML answer; what is somebody's own is kept by no cache. */
export const page = (response: Response, cacheControl = 'private, no-store'): Response =>
  response.set('Cache-Control', cacheControl).type('html')

export const shopName = async (shop: Shop): Promise<string> => (await shop.getStore({})).name
