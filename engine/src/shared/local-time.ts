import { say, type TextLanguage } from './shopper-texts.ts'

/** A day and a time as clocks in one place show them: minutes since midnight, so 14:30 is 870. */
export type LocalTime = { readonly date: string; readonly minutes: number }

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** What the clock shows in a time zone at this moment. */
export function localTime(moment: Date, timeZone: string): LocalTime {
  const shown = new Date(moment.getTime() + offsetMs(moment.getTime(), timeZone))
  return { date: shown.toISOString().slice(0, 10), minutes: shown.getUTCHours() * 60 + shown.getUTCMinutes() }
}

/**
 * The moment at which the clock shows this. A time that is skipped when clocks go forward is as much later, and one that
 * comes twice when they go back is the first.
 */
export function momentOf({ date, minutes }: LocalTime, timeZone: string): Date {
  const asUtc = Date.parse(`${date}T00:00:00Z`) + minutes * minuteMs
  const [before, after] = [asUtc - dayMs, asUtc + dayMs].map(near => asUtc - offsetMs(near, timeZone)) as [
    number,
    number,
  ]
  const shows = (moment: number) => moment + offsetMs(moment, timeZone) === asUtc
  const fitting = [before, after].filter(shows)
  return new Date(fitting.length > 0 ? Math.min(...fitting) : before)
}

/** RFC 3339 with the offset of the place, so that its first ten characters are the day there. */
export function localIso(moment: Date, timeZone: string): string {
  const offset = Math.round(offsetMs(moment.getTime(), timeZone) / minuteMs)
  const shown = new Date(moment.getTime() + offset * minuteMs).toISOString().slice(0, 19)
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map(twoDigits)
  return `${shown}${offset < 0 ? '-' : '+'}${hours}:${minutes}`
}

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

export const weekdayOf = (date: string): Weekday =>
  weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] as Weekday

/** "14:30" as minutes since midnight; "24:00" is the end of the day. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

export const clockText = (minutes: number): string =>
  `${twoDigits(Math.trunc(minutes / 60))}:${twoDigits(minutes % 60)}`

/** "Thursday 5 March", with the year where it is not the one that the reader has in mind. */
export function dayText(date: string, today: string, language?: TextLanguage): string {
  const [year = '', month = '', day = ''] = date.split('-')
  const shown = {
    weekday: weekdayName(weekdayOf(date), 'weekdays', language),
    day: Number(day),
    month: say(language, 'months').split(' ')[Number(month) - 1] ?? month,
  }
  return year === today.slice(0, 4) ? say(language, 'day', shown) : say(language, 'day_and_year', { ...shown, year })
}

export const weekdayName = (
  day: Weekday,
  names: 'weekdays' | 'weekdays_short',
  language: TextLanguage | undefined,
): string => say(language, names).split(' ')[weekdays.indexOf(day)] ?? day

const minuteMs = 60_000
const dayMs = 86_400_000
const twoDigits = (number: number) => String(number).padStart(2, '0')

/** How far the clocks of a place are ahead of UTC at a moment. */
function offsetMs(moment: number, timeZone: string): number {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return shown - Math.floor(moment / 1000) * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Formats cost a hundred times what they format, and shops live in a few time zones. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  return format
}
