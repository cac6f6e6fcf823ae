import { CommerceError } from '@mitchweb/engine/contract'
import { data } from 'react-router'

/**
 * Turns what cannot be answered into the page that says so, with its status: an address that cannot be one of the shop's
 * is not found. Anything else is a bug, and rises.
 */
export async function asked<T>(question: Promise<T>): Promise<T> {
  try {
    return await question
  } catch (error) {
    if (error instanceof CommerceError)
      throw data({ code: error.code }, { status: error.status === 400 ? 404 : error.status })
    throw error
  }
}
