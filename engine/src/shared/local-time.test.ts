import { expect, test } from 'vitest'
import { addDays, dayText, isTimeZone, localIso, localTime, minutesOf, momentOf, weekdayOf } from './local-time.ts'

const at = (date: string, clock: string, zone: string) =>
  momentOf({ date, minutes: minutesOf(clock) }, zone).toISOString()

test('a clock shows its own time in every zone', () => {
  const moment = new Date('2026-07-01T22:30:00Z')
  expect(localTime(moment, 'Europe/Berlin')).toEqual({ date: '2026-07-02', minutes: 30 })
  expect(localTime(moment, 'America/Los_Angeles')).toEqual({ date: '2026-07-01', minutes: 15 * 60 + 30 })
  expect(localTime(moment, 'Asia/Kathmandu')).toEqual({ date: '2026-07-02', minutes: 4 * 60 + 15 })
  expect(localTime(moment, 'Pacific/Kiritimati')).toEqual({ date: '2026-07-02', minutes: 12 * 60 + 30 })
})

test('a local time is one moment, on both sides of a change of clocks', () => {
  expect(at('2026-03-28', '14:00', 'Europe/Berlin')).toBe('2026-03-28T13:00:00.000Z')
  expect(at('2026-03-29', '14:00', 'Europe/Berlin')).toBe('2026-03-29T12:00:00.000Z')
  expect(at('2026-10-25', '14:00', 'Europe/Berlin')).toBe('2026-10-25T13:00:00.000Z')
  expect(at('2026-03-08', '14:00', 'America/New_York')).toBe('2026-03-08T18:00:00.000Z')
  expect(at('2026-04-05', '14:00', 'Australia/Lord_Howe')).toBe('2026-04-05T03:30:00.000Z')
  expect(at('2026-12-31', '24:00', 'Asia/Tokyo')).toBe('2026-12-31T15:00:00.000Z')
})

test('a time that is skipped is an hour later, and one that comes twice is the first', () => {
  expect(at('2026-03-29', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  expect(at('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
  expect(at('2026-04-24', '00:00', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z')
})

test('every minute of two years is found again from what the clock shows', () => {
  for (const zone of ['Europe/London', 'America/St_Johns', 'Pacific/Apia', 'Australia/Lord_Howe']) {
    for (let time = Date.UTC(2025, 11, 1); time < Date.UTC(2027, 1, 1); time += 7_919 * 60_000) {
      const moment = new Date(time)
      const again = momentOf(localTime(moment, zone), zone)
      expect(localTime(again, zone)).toEqual(localTime(moment, zone))
    }
  }
})

test('a moment is written with the offset of its place', () => {
  expect(localIso(new Date('2026-03-29T12:00:00Z'), 'Europe/Berlin')).toBe('2026-03-29T14:00:00+02:00')
  expect(localIso(new Date('2026-01-01T00:00:00Z'), 'America/St_Johns')).toBe('2025-12-31T20:30:00-03:30')
  expect(localIso(new Date('2026-01-01T00:00:00Z'), 'Europe/London')).toBe('2026-01-01T00:00:00+00:00')
})

test('days are counted over the ends of months, years and February', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30')
  expect([weekdayOf('2026-03-02'), weekdayOf('2027-01-01')]).toEqual(['mon', 'fri'])
  expect(dayText('2026-03-05', '2026-03-02')).toBe('Thursday 5 March')
  expect(dayText('2027-01-04', '2026-12-30')).toBe('Monday 4 January 2027')
})

test('a time zone is one that the runtime knows', () => {
  expect(['Europe/Berlin', 'UTC', 'America/New_York'].every(isTimeZone)).toBe(true)
  expect(['Berlin', '', 'Europe/Atlantis'].some(isTimeZone)).toBe(false)
})
