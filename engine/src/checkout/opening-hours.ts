import {
  addDays,
  dayText,
  localTime,
  minutesOf,
  momentOf,
  type Weekday,
  weekdayName,
  weekdayOf,
  weekdays,
} from '../shared/local-time.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'

/** Hours in which somebody is there, from "10:00" to "18:00". */
export type Hours = { readonly from: string; readonly to: string }

export type OpeningHours = {
  readonly timeZone: string
  /** A weekday that is not there is closed. */
  readonly week: Readonly<Partial<Record<Weekday, readonly Hours[]>>>
  /** Days with hours of their own; without any the place is closed. */
  readonly exceptions: readonly { readonly date: string; readonly hours: readonly Hours[] }[]
}

/**
 * When something that takes so many minutes of opening time is ready: within opening hours, on a full five minutes.
 * Undefined where the place does not open for that long within two months.
 */
export function readyAt(hours: OpeningHours, minutes: number, now: Date): Date | undefined {
  const { timeZone } = hours
  let left = minutes * minuteMs
  for (let day = 0, { date } = localTime(now, timeZone); day < 62; day++, date = addDays(date, 1)) {
    for (const { from, to } of hoursOn(hours, date)) {
      const opens = momentOf({ date, minutes: minutesOf(from) }, timeZone).getTime()
      const closes = momentOf({ date, minutes: minutesOf(to) }, timeZone).getTime()
      const start = Math.max(opens, now.getTime())
      if (start >= closes) continue
      const ready = Math.ceil((start + left) / fiveMinutesMs) * fiveMinutesMs
      if (ready < closes) return new Date(ready)
      left = Math.max(0, left - (closes - start))
    }
  }
  return undefined
}

const minuteMs = 60_000
const fiveMinutesMs = 5 * minuteMs

const hoursOn = ({ week, exceptions }: OpeningHours, date: string): readonly Hours[] =>
  exceptions.find(exception => exception.date === date)?.hours ?? week[weekdayOf(date)] ?? []

/** What is wrong with hours, with the place in them; undefined where they can be kept. */
export function hoursProblem(hours: readonly Hours[]): string | undefined {
  let end = -1
  for (const { from, to } of hours) {
    if (minutesOf(from) >= minutesOf(to)) return `The hours from ${from} to ${to} end before they begin.`
    if (minutesOf(from) < end) return `The hours from ${from} to ${to} begin before the ones before them end.`
    end = minutesOf(to)
  }
  return undefined
}

/** "Mon–Fri 10:00–18:00, Sat 10:00–14:00, Sun closed; closed on Thursday 24 December." */
export function hoursText(hours: OpeningHours, now: Date, language?: TextLanguage): string {
  const named = (day: Weekday) => weekdayName(day, 'weekdays_short', language)
  const spans: { first: Weekday; last: Weekday; text: string }[] = []
  for (const day of weekdays) {
    const text = shown(hours.week[day] ?? [], language)
    const before = spans.at(-1)
    if (before?.text === text) before.last = day
    else spans.push({ first: day, last: day, text })
  }
  const week = spans.map(
    ({ first, last, text }) => `${first === last ? named(first) : `${named(first)}–${named(last)}`} ${text}`,
  )
  const today = localTime(now, hours.timeZone).date
  const soon = hours.exceptions
    .filter(({ date }) => date >= today && date <= addDays(today, 14))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map(({ date, hours: own }) =>
      say(language, 'hours_on', { hours: shown(own, language), day: dayText(date, today, language) }),
    )
  return [week.join(', '), ...soon].join('; ')
}

const shown = (hours: readonly Hours[], language: TextLanguage | undefined) =>
  hours.length === 0 ? say(language, 'closed') : hours.map(({ from, to }) => `${from}–${to}`).join(say(language, 'and'))
