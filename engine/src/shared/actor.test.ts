import { expect, test } from 'vitest'
import { type Actor, actorKey, guest, mayReach, scopesOf, system } from './actor.ts'
import { scopes, shopperScopes } from './scopes.ts'

const ann: Actor = { kind: 'customer', customerId: 'ann' }
const annsAgent: Actor = { kind: 'agent', customerId: 'ann', agentId: 'claude' }
const clerk: Actor = { kind: 'staff', staffId: 'cara', scopes: ['inventory:read'] }
const packer: Actor = { kind: 'staff', staffId: 'pat', scopes: ['orders:write'] }

test('what a customer owns is reached by them, their agent and staff who handle orders', () => {
  const reach = (owner: string | null) =>
    [guest, ann, annsAgent, clerk, packer, system].map(actor => mayReach(actor, owner))
  expect(reach(null)).toEqual([true, true, true, true, true, true])
  expect(reach('ann')).toEqual([false, true, true, false, true, true])
  expect(reach('bob')).toEqual([false, false, false, false, true, true])
})

test('shoppers hold no scope of staff, and staff hold theirs on top', () => {
  for (const actor of [guest, ann, annsAgent]) expect(scopesOf(actor)).toEqual(shopperScopes)
  expect(scopesOf(clerk)).toEqual([...shopperScopes, 'inventory:read'])
  expect(scopesOf(system)).toEqual(scopes)
})

test('no two actors share a name', () => {
  const names = [guest, ann, annsAgent, clerk, packer, system].map(actorKey)
  expect(new Set(names).size).toBe(names.length)
})
