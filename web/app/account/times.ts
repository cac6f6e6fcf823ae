import { type Language, localeOf } from '../language/languages.ts'
import { useLanguage } from '../language/words.tsx'

/** "24 November 2026 at 10:15 UTC", or the same in another language: the shop does not know the reader's clock. */
const timeText = (instant: string, language: Language): string =>
  `${new Intl.DateTimeFormat(localeOf[language], { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(instant))} UTC`

export function useTime(): (instant: string) => string {
  const language = useLanguage()
  return instant => timeText(instant, language)
}
