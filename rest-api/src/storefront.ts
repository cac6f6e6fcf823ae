import { readFile } from 'node:fs/promises'
import type { Shop } from '@mitchweb/engine/contract'
import type { Request as Asked, RequestHandler, Response as Answer } from 'express'

/** What the storefront is to the gateway: pages for a visitor, and the folder of their scripts and styles. */
export type Storefront = {
  readonly render: (request: Request, visitor: { shop: Shop; isSignedIn: boolean; publicUrl: string }) => Promise<Response>
  readonly clientFolder: string
}

/** The storefront as it was built; nothing where it was not, and the gateway then has its own pages only. */
export async function openBuiltStorefront(): Promise<Storefront | undefined> {
  const { openStorefront, clientFolder } = await import('@mitchweb/web').catch(error => {
    if (error?.code === 'ERR_MODULE_NOT_FOUND') return {} as Partial<typeof import('@mitchweb/web')>
    throw error
  })
  return openStorefront && clientFolder ? { render: openStorefront(), clientFolder } : undefined
}
