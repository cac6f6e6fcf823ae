import { type TextLanguage, textLanguage, wishOf } from '@mitchweb/engine/contract'
import type { Request, Response } from 'express'

/** In which language a page speaks: the first of the browser's in which it can, else English. */
export function pageLanguage(request: Request, response: Response): TextLanguage {
  response.vary('Accept-Language')
  return textLanguage(wishOf(request.get('accept-language'))?.split(',') ?? [])
}
