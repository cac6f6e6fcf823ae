import type { ClientActionFunctionArgs } from 'react-router'
import { reaching } from '../waiting/reaching.ts'
import { trouble } from '../waiting/trouble.ts'
import { tellOtherTabs } from './other-tabs.ts'

/** Sends a form that changes the cart, and has the visitor's other tabs look at it anew. */
export async function changeInBrowser(asked: ClientActionFunctionArgs) {
  try {
    return await reaching(asked)
  } finally {
    if (!trouble.now()) tellOtherTabs()
  }
}
