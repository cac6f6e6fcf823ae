import { describe, expect, test } from 'vitest'
import { hoursProblem, hoursText, type OpeningHours, readyAt } from './opening-hours.ts'

const day = [{ from: '10:00', to: '18:00' }]
const shop: OpeningHours = {
  timeZone: 'Europe/Berlin',
  week: {
    mon: day,
    tue: day,
    wed: day,
    thu: day,
    fri: [
      { from: '10:00', to: '13:00' },
      { from: '14:00', to: '19:00' },
    ],
    sat: [{ from: '10:00', to: '14:00' }],
  },
  exceptions: [
    { date: '2026-12-24', hours: [] },
    { date: '2026-12-31', hours: [{ from: '10:00', to: '12:00' }] },
  ],
}

describe('what is prepared in opening hours', () => {
  const ready = (now: string, minutes: number, hours = shop) => readyAt(hours, minutes, new Date(now))?.toISOString()

  test.each([
    // Monday 2 March 2026, 11:02 in Berlin: two hours later, on a full five minutes.
    ['2026-03-02T10:02:00Z', 120, '2026-03-02T12:05:00.000Z'],
    ['2026-03-02T10:00:00Z', 0, '2026-03-02T10:00:00.000Z'],
    // Before opening the time counts from opening.
    ['2026-03-02T05:00:00Z', 30, '2026-03-02T09:30:00.000Z'],
    // An hour before closing, two hours are done at eleven the next morning.
    ['2026-03-02T16:00:00Z', 120, '2026-03-03T10:00:00.000Z'],
    // What would be done when the door closes waits for the next time it opens.
    ['2026-03-02T16:00:00Z', 60, '2026-03-03T09:00:00.000Z'],
    // Over the break at noon on a Friday, and over a Sunday.
    ['2026-03-06T11:30:00Z', 60, '2026-03-06T13:30:00.000Z'],
    ['2026-03-07T12:30:00Z', 45, '2026-03-09T09:15:00.000Z'],
    // Over the change of clocks in the night to Sunday 29 March.
    ['2026-03-28T12:30:00Z', 45, '2026-03-30T08:15:00.000Z'],
    // Christmas Eve is closed, New Year's Eve is short.
    ['2026-12-23T16:30:00Z', 60, '2026-12-25T09:30:00.000Z'],
    ['2026-12-31T10:30:00Z', 60, '2027-01-01T09:30:00.000Z'],
  ])('at %s with %i minutes is ready at %s', (now, minutes, expected) => expect(ready(now, minutes)).toBe(expected))

  test('in a place that never opens is never ready', () => {
    expect(ready('2026-03-02T10:00:00Z', 1, { ...shop, week: {} })).toBeUndefined()
  })
})

test('hours are told in words, with what is different in the next two weeks', () => {
  expect(hoursText(shop, new Date('2026-03-02T10:00:00Z'))).toBe(
    'Mon–Thu 10:00–18:00, Fri 10:00–13:00 and 14:00–19:00, Sat 10:00–14:00, Sun closed',
  )
  expect(hoursText(shop, new Date('2026-12-20T10:00:00Z'))).toMatch(
    /Sun closed; closed on Thursday 24 December; 10:00–12:00 on Thursday 31 December$/,
  )
})

test('hours that overlap or end before they begin are told apart', () => {
  const problem = (...hours: [string, string][]) => hoursProblem(hours.map(([from, to]) => ({ from, to })))
  expect(problem(['10:00', '13:00'], ['13:00', '24:00'])).toBeUndefined()
  expect(problem()).toBeUndefined()
  expect(problem(['10:00', '10:00'])).toMatch(/end before they begin/)
  expect(problem(['10:00', '13:00'], ['12:00', '14:00'])).toMatch(/begin before the ones before them end/)
})
