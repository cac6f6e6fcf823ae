import {
  addDays,
  clockText,
  dayText,
  type LocalTime,
  localIso,
  localTime,
  minutesOf,
  momentOf,
  type Weekday,
  weekdayOf,
} from '../shared/local-time.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'

export type DeliveryWindow = { readonly from: string; readonly to: string }

/** When a carrier takes parcels and brings them, by the clocks and the calendar of one place. */
export type Schedule = {
  readonly timeZone: string
  /** Orders from this time on leave with those of the next working day. */
  readonly cutOff: string
  readonly handlingDays: number
  readonly workingDays: readonly Weekday[]
  readonly deliveryDays: readonly Weekday[]
  /** Days on which nobody packs and nobody delivers. */
  readonly holidays: readonly string[]
  /** Parts of the day between which the buyer chooses, on each of the first `windowDays` days of delivery. */
  readonly windows: readonly DeliveryWindow[]
  readonly windowDays: number
}

/** When it comes: real moments, and the words for them. */
export type Arrival = {
  readonly earliest: string
  /** Absent where something waits to be fetched. */
  readonly latest?: string
  /** "Arrives Thursday 5 March." */
  readonly text: string
  /** "Order within 2 h 10 min: arrives Thursday 5 March." */
  readonly offer: string
}

type Days = { readonly minimumDays: number; readonly maximumDays: number }
export type Asked = {
  readonly now: Date
  /** The day from which the goods are there, where that is later than today. */
  readonly readyOn?: string | undefined
  readonly language?: TextLanguage | undefined
}

/** Days of handling count from the cut-off on working days, days of travel on days of delivery. */
export function arrivalOf(schedule: Schedule, days: Days, asked: Asked): Arrival {
  const { timeZone } = schedule
  const { first, last, today, deadline } = travel(schedule, days, asked)
  const { language } = asked
  const [begins, ends] = [first, last].map(day => dayText(day, today, language)) as [string, string]
  const span = first === last ? begins : say(language, 'span', { first: begins, last: ends })
  return {
    earliest: localIso(momentOf({ date: first, minutes: 0 }, timeZone), timeZone),
    latest: localIso(new Date(momentOf({ date: last, minutes: 24 * 60 }, timeZone).getTime() - 1000), timeZone),
    text: say(language, 'arrives', { when: span }),
    offer: offered(span, { ...asked, deadline, schedule }),
  }
}

export type Slot = Arrival & {
  /** Stays the same for as long as the slot can be had. */ readonly key: string
  readonly title: string
}

/** The windows of the first days of delivery that are still to come. */
export function slotsOf(schedule: Schedule, days: Days, asked: Asked): Slot[] {
  const { timeZone } = schedule
  const { first, today, deadline } = travel(schedule, days, asked)
  const dates = [first]
  while (dates.length < schedule.windowDays) dates.push(deliveryDayAfter(schedule, dates.at(-1) as string, 1))
  return dates.flatMap(date =>
    schedule.windows.flatMap(({ from, to }) => {
      const begins = momentOf({ date, minutes: minutesOf(from) }, timeZone)
      if (begins <= asked.now) return []
      const when = `${dayText(date, today, asked.language)}, ${from}–${to}`
      return {
        key: `${date.replaceAll('-', '')}-${from.replace(':', '')}`,
        title: when,
        earliest: localIso(begins, timeZone),
        latest: localIso(momentOf({ date, minutes: minutesOf(to) }, timeZone), timeZone),
        text: say(asked.language, 'arrives', { when }),
        offer: offered(when, { ...asked, deadline, schedule }),
      }
    }),
  )
}

type Travel = {
  readonly first: string
  readonly last: string
  readonly today: string /** Until when the same holds. */
  readonly deadline?: Date
}

function travel(schedule: Schedule, { minimumDays, maximumDays }: Days, { now, readyOn }: Asked): Travel {
  const { timeZone, cutOff, handlingDays } = schedule
  const here = localTime(now, timeZone)
  const taken = dayTaken(schedule, here)
  const waits = readyOn !== undefined && readyOn > taken
  const begun = waits ? workingDayAfter(schedule, addDays(readyOn, -1), 1) : taken
  const leaves = workingDayAfter(schedule, begun, handlingDays)
  return {
    first: deliveryDayAfter(schedule, leaves, minimumDays),
    last: deliveryDayAfter(schedule, leaves, maximumDays),
    today: here.date,
    ...(!waits && { deadline: momentOf({ date: taken, minutes: minutesOf(cutOff) }, timeZone) }),
  }
}

/** The working day with whose orders an order of this moment is packed. */
const dayTaken = (schedule: Schedule, { date, minutes }: LocalTime): string =>
  isDay(schedule, 'workingDays', date) && minutes < minutesOf(schedule.cutOff)
    ? date
    : workingDayAfter(schedule, date, 1)

const workingDayAfter = (schedule: Schedule, date: string, days: number) =>
  dayAfter(schedule, 'workingDays', { date, days })

/** What travels no day arrives on the day that it leaves, or when people deliver next. */
const deliveryDayAfter = (schedule: Schedule, date: string, days: number) =>
  days === 0 && !isDay(schedule, 'deliveryDays', date)
    ? dayAfter(schedule, 'deliveryDays', { date, days: 1 })
    : dayAfter(schedule, 'deliveryDays', { date, days })

type Kind = 'workingDays' | 'deliveryDays'

function dayAfter(schedule: Schedule, kind: Kind, { date, days }: { date: string; days: number }): string {
  let [day, left] = [date, days]
  while (left > 0) {
    day = addDays(day, 1)
    if (isDay(schedule, kind, day)) left--
  }
  return day
}

const isDay = (schedule: Schedule, kind: Kind, date: string): boolean =>
  schedule[kind].includes(weekdayOf(date)) && !schedule.holidays.includes(date)

type Offered = Asked & { readonly deadline: Date | undefined; readonly schedule: Schedule }

/** How long is left where that is less than a day, else the day and the time. */
function offered(when: string, { deadline, now, language, schedule: { timeZone } }: Offered): string {
  if (!deadline) return say(language, 'arrives', { when })
  const minutes = Math.floor((deadline.getTime() - now.getTime()) / 60_000)
  if (minutes < 1) return say(language, 'order_within_a_minute', { when })
  if (minutes < 24 * 60) {
    const [hours, rest] = [Math.trunc(minutes / 60), minutes % 60]
    const parts = [
      hours > 0 && say(language, 'hours', { count: hours }),
      rest > 0 && say(language, 'minutes', { count: rest }),
    ]
    return say(language, 'order_within', { time: parts.filter(Boolean).join(' '), when })
  }
  const { date, minutes: time } = localTime(deadline, timeZone)
  const day = dayText(date, localTime(now, timeZone).date, language)
  return say(language, 'order_by', { day, time: clockText(time), when })
}
