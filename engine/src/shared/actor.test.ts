import { expect, test } from 'vitest'
import { type Actor, actorKey, guest, mayReach, scopesOf, system } from './actor.ts'
import { grantableScopes, personScopes, scopes, shopperScopes } from './scopes.ts'

const ann: Actor = { kind: 'customer', customerId: 'ann' }
const annsAgent: Actor = { kind: 'agent', customerId: 'ann', agentId: 'claude', scopes: ['orders:read', 'staff:write'] }
const clerk: Actor = { kind: 'staff', staffId: 'cara', scopes: ['inventory:read'] }
const packer: Actor = { kind: 'staff', staffId: 'pat', scopes: ['orders:write'] }

test('what a customer owns is reached by them, their agent and staff who handle orders', () => {
  const reach = (owner: string | null) =>
    [guest, ann, annsAgent, clerk, packer, system].map(actor => mayReach(actor, owner))
  expect(reach(null)).toEqual([true, true, true, true, true, true])
  expect(reach('ann')).toEqual([false, true, true, false, true, true])
  expect(reach('bob')).toEqual([false, false, false, false, true, true])
})

test('shoppers hold no scope of staff, and staff what they were given besides the catalogue', () => {
  expect(scopesOf(guest)).toEqual(shopperScopes)
  expect(scopesOf(ann)).toEqual(personScopes)
  for (const scope of personScopes) expect(scope).not.toMatch(/^(staff|audit|customers|settings):/)
  expect(scopesOf(clerk)).toEqual(['catalog:read', 'inventory:read'])
  expect(scopesOf(system)).toEqual(scopes)
})

test('an agent may do what the customer let it do and look at products, and nothing that is for the person alone', () => {
  expect(scopesOf(annsAgent)).toEqual(['catalog:read', 'orders:read'])
  expect(scopesOf({ ...annsAgent, scopes })).toEqual(grantableScopes)
  expect(grantableScopes).not.toContain('account:manage')
})

test('no two actors share a name', () => {
  const names = [guest, ann, annsAgent, clerk, packer, system].map(actorKey)
  expect(new Set(names).size).toBe(names.length)
})
