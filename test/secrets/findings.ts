import { inspect } from 'node:util'
import { secretsIn } from './kinds.ts'

/** Where a secret may stand, and why. */
const rightful: readonly { readonly place: RegExp; readonly secret: RegExp }[] = [
  // Whoever issues a gift card is told its code this once, and `npm start` tells those of its demo shop.
  { place: /^answer of issue_gift_card$/, secret: /^gift card code/ },
  { place: /^the answer to POST \/api\/admin\/gift-cards(\?dry_run=true)?$/, secret: /^gift card code/ },
  { place: /^line "\s*Gift card/, secret: /^gift card code/ },
  // So is whoever gets a key for the shop; `mitchweb key` says nothing else.
  { place: /^answer of create_api_key$/, secret: /^API key/ },
  { place: /^the answer to POST \/api\/admin\/api-keys(\?dry_run=true)?$/, secret: /^API key/ },
  { place: /^line "(\s*Owner’s key |)mwk_\w+"$/, secret: /^API key/ },
  // An application is given its tokens where it asks for them, and its secret when it registers.
  { place: /^the answer to POST \/api\/auth\/oauth2\/token$/, secret: /^token of an assistant/ },
  { place: /^the answer to POST \/api\/auth\/oauth2\/register$/, secret: /^secret of an application/ },
  // The example in the reference is nobody's.
  { place: /^the answer to GET \/api\/(docs|openapi\.json)$/, secret: /gift_5h8k2m7p3q9r4s6t1v0w2x5y8z$/ },
  // What a customer has saved is known by the provider's name for it, and is nothing to pay with elsewhere.
  { place: /^payment_methods\.provider_id$/, secret: /^payment token pm_/ },
  // Bytes do not tell whether it is that; its rows do.
  { place: /^the bytes of the database$/, secret: /^payment token pm_/ },
]

const found: string[] = []

/** Looks for secrets in what was said or kept; what is found fails the test that is running. */
export function lookAt(text: string, place: string): void {
  for (const secret of secretsIn(text)) note(secret, place)
}

/** An answer that was given in process. */
export const lookAtAnswer = (answer: unknown, operation: string): void =>
  lookAt(JSON.stringify(answer) ?? '', `answer of ${operation}`)

/** A line of a log. */
export const lookAtLine = (line: string): void => lookAt(line, `line ${JSON.stringify(line.slice(0, 200))}`)

/** An error with all that a log would write of it. */
export const lookAtError = (error: unknown, operation: string): void =>
  lookAt(inspect(error, { depth: 8 }), `error of ${operation}`)

export function note(secret: string, place: string): void {
  if (!rightful.some(allowed => allowed.place.test(place) && allowed.secret.test(secret)))
    found.push(`${secret} in ${place}`)
}

/** What was found since this was asked last. */
export const takeFindings = (): string[] => [...new Set(found.splice(0))]
