/** A letter of the shop to one person. */
export type Letter = {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The address in it that the person is to open; it gives access, so it belongs in no log. */
  readonly link: string | undefined
  /** The same for a letter that is sent again because nobody knows whether it went out. */
  readonly reference: string
}

/** What carries letters out of the shop. Throws when it could not; the letter is then tried again later. */
export type Mailer = { readonly send: (letter: Letter) => Promise<void> }
