/** 13 to 19 digits that pass Luhn's check, with or without blanks and hyphens, are taken for a card number. */
export function isNoCardNumber(value: string): boolean {
  const digits = value.replace(/[\s-]/g, '')
  return !/^\d{13,19}$/.test(digits) || !passesLuhn(digits)
}

/**
 * What reads like a card number in a text: 13 to 19 digits, with or without blanks or hyphens between them, that begin
 * as a card network's do and pass Luhn's check. Digits inside of a word, such as an id, a hash or a version, are none.
 */
export function cardNumbersIn(text: string): string[] {
  const runs = text.match(/(?<![\w.+/-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\w.-])/g) ?? []
  return runs.filter(run => !isNoCardNumber(run))
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
