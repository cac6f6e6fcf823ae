import { type Language, localeOf } from './languages.ts'

/** Times are written where pages are made: not every browser writes them with the same blanks. */
export const dayText = (instant: string, language: Language): string => days(language).format(new Date(instant))

/** "25–27 November 2026". */
export const periodText = ({ first, last }: { first: string; last: string }, language: Language): string =>
  days(language).formatRange(new Date(first), new Date(last))

/** "24 November 2026 at 10:15 UTC": the shop does not know the reader's clock. */
export const momentText = (instant: string, language: Language): string =>
  `${new Intl.DateTimeFormat(localeOf[language], { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(instant))} UTC`

const days = (language: Language) => new Intl.DateTimeFormat(localeOf[language], { dateStyle: 'long', timeZone: 'UTC' })
