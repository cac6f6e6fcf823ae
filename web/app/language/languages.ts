/** The languages that the storefront's own words are written in. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

export const isLanguage = (tag: string | undefined): tag is Language => languages.some(each => each === tag)

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' }

/** What numbers, money and dates are written by. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' }
