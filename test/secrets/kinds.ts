import { cardNumbersIn, isNoCardNumber } from '../../engine/src/shared/card-numbers.ts'

/** What must appear nowhere, by how it is written. None of these is kept, logged or answered by the shop. */
const shapes: Readonly<Record<string, RegExp>> = {
  'Stripe key': /\b(?:sk|rk|ek)_(?:test|live)_\w{6,}/g,
  'webhook secret': /\bwhsec_\w{6,}/g,
  // What pays: a payment method, a card's token, a shared payment token, a confirmation token.
  'payment token': /\b(?:pm|tok|spt|ctoken)_\w{4,}/g,
  // An intent's or a session's id may be kept; what follows its `_secret_` lets a stranger act on it.
  'client secret': /\b(?:pi|seti|cs)_\w+_secret_\w+/g,
  // As the shop makes them: random characters, or a number where a test counts ids.
  'API key': /\bmwk_(?:[0-9a-hjkmnp-tv-z]{20,}|\d+)\b/g,
  'token of an assistant': /\bmw[tr]_[A-Za-z]{32}\b/g,
  'secret of an application': /\bmws_[A-Za-z]{32}\b/g,
  'gift card code': /\bgift_(?:[0-9a-hjkmnp-tv-z]{26}|\d+(?:_t)?)\b/gi,
}

/**
 * What cannot hold any of them: the same without regard to what stands before or after, for a first look at much text.
 * PostgreSQL reads it too.
 */
export const suspicious =
  '[srek]k_(test|live)_|whsec_|(pm|tok|spt|ctoken)_[a-zA-Z0-9]|_secret_|(mwk|gift)_([0-9]|[0-9a-z]{20})|mw[trs]_[a-zA-Z]{32}|[2-6][0-9]{3}([ -]?[0-9]){9,15}(?![0-9a-f]{8})'

/** What was planted, by every way in which it is written: as it is, in JSON, in an address, and as bytes. */
const canaries = new Map<string, string>()

/** From now on this text is a secret: wherever it appears, the test fails. Answers it, to be used. */
export function planted<T extends string>(secret: T): T {
  const inJson = JSON.stringify(secret).slice(1, -1)
  const bytes = Buffer.from(secret).toString('latin1')
  for (const written of [secret, inJson, bytes, encodeURIComponent(secret)]) canaries.set(written, secret)
  return secret
}

/** Every way in which what was planted may be written. */
export const plantedTexts = (): readonly string[] => [...canaries.keys()]

/** Where a long text might hold a secret, each with what stands around it. */
export function suspiciousPlaces(text: string): { readonly text: string; readonly around: string }[] {
  const found = [...text.matchAll(new RegExp(suspicious, 'g'))].map(({ 0: match, index }) => ({ text: match, index }))
  const canary = plantedTexts().flatMap(planted => {
    const index = text.indexOf(planted)
    return index < 0 ? [] : [{ text: planted, index }]
  })
  return [...found, ...canary].map(({ text: match, index }) => ({
    text: match,
    around: text.slice(Math.max(0, index - 50), index + match.length + 100),
  }))
}

/** Digits may be any number's; they are worth a second look where some of them are a card's. */
export function mayBeSecret(suspect: string): boolean {
  const digits = suspect.replace(/[ -]/g, '')
  if (!/^\d+$/.test(digits)) return true
  const starts = Array.from(digits, (_, start) => start)
  return starts.some(start => cardLengths.some(length => isCard(digits.slice(start, start + length))))
}

const cardLengths = [13, 14, 15, 16, 17, 18, 19]

/** Every secret that stands in a text, with its kind before it. */
export function secretsIn(text: string): string[] {
  const shaped = Object.entries(shapes).flatMap(([kind, shape]) =>
    (text.match(shape) ?? []).map(secret => `${kind} ${secret}`),
  )
  const cards = cardNumbersIn(text).filter(isCard)
  return [
    ...new Set([
      ...shaped,
      ...cards.map(number => `card number ${number}`),
      ...[...canaries].flatMap(([written, secret]) => (text.includes(written) ? [`planted ${secret}`] : [])),
    ]),
  ]
}

/** Begins as a card network's numbers do, is as long as they are, and is no barcode. */
const isCard = (number: string): boolean =>
  !isNoCardNumber(number) && networks.test(number.replace(/[ -]/g, '')) && !isBarcode(number)

// Visa; Mastercard; American Express; Diners Club; JCB; Discover, UnionPay and Maestro.
const networks =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[0689]\d{12,17}|35\d{14,17}|(?:5[06-8]|6\d)\d{11,17})$/

/** With these everybody tries payments; what a test types in as a card is one of them. */
const testCards = new Set(
  '4242424242424242 4000056655665556 4000000000000002 4000000000009995 5555555555554444 5200828282828210 2223003122003222 378282246310005 6011111111111117 3056930009020004 36227206271667'.split(
    ' ',
  ),
)

/**
 * Bytes do not tell where a text ends: two ids side by side may read like a card's number, but hardly like one of these,
 * and a word beside a number like a code that a test counts.
 */
export const isSureInBytes = (secret: string): boolean =>
  secret.startsWith('card number') ? testCards.has(secret.replace(/\D/g, '')) : !/_\d+(_t)?$/.test(secret)

/**
 * A barcode of 13 or 14 digits passes for a card number one time in ten. Its own check digit tells: of cards only a very
 * old Visa and a Diners Club's are as short, and nine of ten of those fail it.
 */
function isBarcode(number: string): boolean {
  if (!/^\d{13,14}$/.test(number)) return false
  const sum = [...number].reverse().reduce((all, digit, place) => all + Number(digit) * (place % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}
