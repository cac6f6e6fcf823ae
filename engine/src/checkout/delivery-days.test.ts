import { describe, expect, test } from 'vitest'
import { arrivalOf, type Schedule, slotsOf } from './delivery-days.ts'

const office = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

const aSchedule = (rest: Partial<Schedule> = {}): Schedule => ({
  timeZone: 'Europe/Berlin',
  cutOff: '14:00',
  handlingDays: 0,
  workingDays: office,
  deliveryDays: office,
  holidays: [],
  windows: [],
  windowDays: 1,
  ...rest,
})

const overnight = { minimumDays: 1, maximumDays: 1 }

const arrives = (now: string, rest: Partial<Schedule> = {}, days = overnight, readyOn?: string) =>
  arrivalOf(aSchedule(rest), days, { now: new Date(now), readyOn })

describe('before and after the cut-off', () => {
  test.each([
    // Monday 2 March 2026, 11:50 in Berlin.
    ['2026-03-02T10:50:00Z', 'Order within 2 h 10 min: arrives Tuesday 3 March.'],
    ['2026-03-02T12:59:01Z', 'Order within a minute: arrives Tuesday 3 March.'],
    ['2026-03-02T12:00:00Z', 'Order within 1 h: arrives Tuesday 3 March.'],
    // The cut-off itself is too late.
    ['2026-03-02T13:00:00Z', 'Order by Tuesday 3 March, 14:00: arrives Wednesday 4 March.'],
    ['2026-03-02T13:01:00Z', 'Order within 23 h 59 min: arrives Wednesday 4 March.'],
    // Friday afternoon and Saturday leave on Monday.
    ['2026-03-06T15:00:00Z', 'Order by Monday 9 March, 14:00: arrives Tuesday 10 March.'],
    ['2026-03-07T08:00:00Z', 'Order by Monday 9 March, 14:00: arrives Tuesday 10 March.'],
    ['2026-03-08T23:30:00Z', 'Order within 13 h 30 min: arrives Tuesday 10 March.'],
  ])('%s: %s', (now, offer) => expect(arrives(now).offer).toBe(offer))

  test('the moments are real: from the beginning of the first day to the last second of the last', () => {
    expect(arrives('2026-03-02T10:50:00Z', {}, { minimumDays: 1, maximumDays: 3 })).toMatchObject({
      earliest: '2026-03-03T00:00:00+01:00',
      latest: '2026-03-05T23:59:59+01:00',
      text: 'Arrives Tuesday 3 March to Thursday 5 March.',
    })
  })

  test('days of handling are working days, days of travel are days of delivery', () => {
    const handled = { handlingDays: 2, deliveryDays: [...office, 'sat'] as const }
    // Thursday 5 March before the cut-off: packed by Monday, there on Tuesday.
    expect(arrives('2026-03-05T08:00:00Z', handled).text).toBe('Arrives Tuesday 10 March.')
    // Wednesday: packed by Friday, there on Saturday.
    expect(arrives('2026-03-04T08:00:00Z', handled).text).toBe('Arrives Saturday 7 March.')
    expect(arrives('2026-03-04T08:00:00Z', { handlingDays: 0 }, { minimumDays: 0, maximumDays: 0 }).text).toBe(
      'Arrives Wednesday 4 March.',
    )
    expect(
      arrives('2026-03-07T08:00:00Z', { workingDays: [...office, 'sat'] }, { minimumDays: 0, maximumDays: 0 }).text,
    ).toBe('Arrives Monday 9 March.')
  })
})

describe('over changes of clocks, holidays and the end of the year', () => {
  test('the day on which clocks go forward has an hour less until the cut-off, and the other one an hour more', () => {
    const daily = { workingDays: [...office, 'sat', 'sun'], deliveryDays: [...office, 'sat', 'sun'] } as const
    expect(arrives('2026-03-28T23:00:00Z', daily).offer).toBe('Order within 13 h: arrives Monday 30 March.')
    expect(arrives('2026-10-24T22:00:00Z', daily).offer).toBe('Order within 15 h: arrives Monday 26 October.')
    expect(arrives('2026-03-28T10:00:00Z', daily)).toMatchObject({
      earliest: '2026-03-29T00:00:00+01:00',
      latest: '2026-03-29T23:59:59+02:00',
    })
  })

  test('holidays count neither for packing nor for delivering', () => {
    const holidays = ['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01']
    // Wednesday 23 December, before and after the cut-off.
    expect(arrives('2026-12-23T09:00:00Z', { holidays }).text).toBe('Arrives Monday 28 December.')
    expect(arrives('2026-12-23T15:00:00Z', { holidays }).offer).toBe(
      'Order by Monday 28 December, 14:00: arrives Tuesday 29 December.',
    )
    expect(arrives('2026-12-30T15:00:00Z', { holidays }).text).toBe('Arrives Tuesday 5 January 2027.')
  })

  test('the same moment is another day elsewhere', () => {
    const now = '2026-03-03T01:00:00Z'
    expect(arrives(now, { timeZone: 'America/Los_Angeles', cutOff: '18:00' }).offer).toBe(
      'Order within 1 h: arrives Tuesday 3 March.',
    )
    expect(arrives(now, { timeZone: 'Asia/Tokyo', cutOff: '10:00' }).offer).toBe(
      'Order by Wednesday 4 March, 10:00: arrives Thursday 5 March.',
    )
    expect(arrives(now, { timeZone: 'Asia/Tokyo', cutOff: '10:00' })).toMatchObject({
      earliest: '2026-03-05T00:00:00+09:00',
    })
  })

  test('what comes in later leaves when it is there', () => {
    expect(arrives('2026-03-02T10:50:00Z', {}, overnight, '2026-04-04').offer).toBe('Arrives Tuesday 7 April.')
    expect(arrives('2026-03-02T10:50:00Z', {}, overnight, '2026-03-01').offer).toMatch(/^Order within 2 h 10 min/)
  })
})

describe('windows', () => {
  const evening = {
    windows: [
      { from: '09:00', to: '12:00' },
      { from: '18:00', to: '21:00' },
    ],
    windowDays: 2,
  }

  test('the buyer chooses between the windows of the first days of delivery', () => {
    const slots = slotsOf(aSchedule(evening), overnight, { now: new Date('2026-03-05T10:00:00Z') })
    expect(slots.map(({ title }) => title)).toEqual([
      'Friday 6 March, 09:00–12:00',
      'Friday 6 March, 18:00–21:00',
      'Monday 9 March, 09:00–12:00',
      'Monday 9 March, 18:00–21:00',
    ])
    expect(slots[1]).toMatchObject({
      key: '20260306-1800',
      earliest: '2026-03-06T18:00:00+01:00',
      latest: '2026-03-06T21:00:00+01:00',
      offer: 'Order within 3 h: arrives Friday 6 March, 18:00–21:00.',
    })
  })

  test('a window that has begun cannot be chosen any more', () => {
    const sameDay = { minimumDays: 0, maximumDays: 0 }
    const schedule = aSchedule({ ...evening, cutOff: '16:00', windowDays: 1 })
    const titles = (now: string) => slotsOf(schedule, sameDay, { now: new Date(now) }).map(({ title }) => title)
    expect(titles('2026-03-05T08:00:00Z')).toEqual(['Thursday 5 March, 18:00–21:00'])
    expect(titles('2026-03-05T07:59:00Z')).toHaveLength(2)
  })
})
