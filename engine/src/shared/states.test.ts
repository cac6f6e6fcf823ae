import { expect, test } from 'vitest'
import { states } from './states.ts'

const door = states({ open: ['closed', 'broken'], closed: ['open'], broken: [] })

test('a status moves as its table says and no other way', () => {
  expect(door.names).toEqual(['open', 'closed', 'broken'])
  const moves = door.names.flatMap(from => door.names.filter(to => door.canMove(from, to)).map(to => `${from} ${to}`))
  expect(moves).toEqual(['open closed', 'open broken', 'closed open'])
  expect(door.move('open', 'closed', 'Door 7')).toBe('closed')
})

test('a move that the table does not name is refused with both names in it', () => {
  expect(() => door.move('closed', 'broken', 'Door 7')).toThrow(
    expect.objectContaining({
      code: 'invalid_state',
      message: 'Door 7 is closed and cannot become broken.',
      details: { from: 'closed', to: 'broken' },
    }),
  )
  expect(() => door.move('open', 'open', 'Door 7')).toThrow(expect.objectContaining({ code: 'invalid_state' }))
})

test('a status without successors is final', () => {
  expect(door.names.filter(door.isFinal)).toEqual(['broken'])
})
