type Kept<T> = { readonly answer: Promise<T>; readonly until: number }

type Asked<A extends readonly unknown[], T> = {
  readonly milliseconds: number
  readonly ask: (...asked: A) => Promise<T>
  /** Questions with the same key have the same answer. Of keys there must be few. */
  readonly keyOf: (...asked: A) => string
}

/** Asks once for each key and gives that answer to everybody, until it is too old. What failed is asked again. */
export function keptAnswers<A extends readonly unknown[], T>({ milliseconds, ask, keyOf }: Asked<A, T>) {
  const answers = new Map<string, Kept<T>>()
  return (...asked: A): Promise<T> => {
    const key = keyOf(...asked)
    const known = answers.get(key)
    if (known && known.until > Date.now()) return known.answer
    const kept = { answer: ask(...asked), until: Date.now() + milliseconds }
    answers.set(key, kept)
    kept.answer.catch(() => {
      if (answers.get(key) === kept) answers.delete(key)
    })
    return kept.answer
  }
}
