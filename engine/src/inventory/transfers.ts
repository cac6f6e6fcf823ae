import { CommerceError, notFound } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { noteAlerts } from './alert-records.ts'
import { partsOf } from './bundle-records.ts'
import type * as contract from './contract.ts'
import type { TransferView } from './contract.ts'
import { compare } from './demand.ts'
import { refuseUnknownVariants } from './known-variants.ts'
import { locationById } from './location-records.ts'
import { levelsOf } from './records.ts'
import { moveUnits } from './shelf-moves.ts'
import { type Transfer, transferStates } from './transfer.ts'
import {
  closeTransfer,
  findTransfer,
  insertTransfer,
  settleLine,
  transferById,
  transfersIn,
} from './transfer-records.ts'

/**
 * Books units out of one location; they are nowhere until they are received, lost or back. One that is imported was booked
 * out where it comes from, and is there once however often it is imported.
 */
export async function transferStock(
  tx: Tx,
  { transfer: draft }: Input<typeof contract.transferStock>,
): Promise<TransferView> {
  const { from_location_id: fromId, to_location_id: toId } = draft
  const ids = draft.lines.map(line => line.variant_id)
  const known = draft.id === undefined ? undefined : await importedBefore(tx, draft.id)
  if (known) return transferView(known)
  if (fromId === toId) throw new CommerceError('invalid_input', 'A transfer goes from one location to another.')
  if (new Set(ids).size < ids.length)
    throw new CommerceError('invalid_input', 'A variant stands in more than one line.')
  await refuseUnknownVariants(tx, ids)
  await locationById(tx, fromId)
  await locationById(tx, toId)
  const [bundle] = (await partsOf(tx, ids)).keys()
  if (bundle !== undefined) throw new CommerceError('invalid_state', `Variant ${bundle} is a bundle. Send its parts.`)
  const transfer: Transfer = {
    id: draft.id ?? tx.newId('trf', 'short'),
    fromId,
    toId,
    status: 'in_transit',
    note: draft.note ?? null,
    createdAt: tx.now,
    closedAt: null,
    lines: draft.lines
      .map(({ variant_id: variantId, quantity }) => {
        return { variantId, quantity, outstanding: quantity, received: 0, lost: 0, returned: 0 }
      })
      .sort((a, b) => compare(a.variantId, b.variantId)),
  }
  for (const { variantId, quantity } of tx.keepsIds ? [] : transfer.lines) {
    const move = {
      variantId,
      locationId: fromId,
      quantity: -quantity,
      reason: 'transferred',
      reference: transfer.id,
    } as const
    if (!(await moveUnits(tx, move))) throw await tooFew(tx, { variantId, fromId, quantity })
  }
  await insertTransfer(tx, transfer)
  await noteAlerts(tx, ids)
  await tx.emit('stock.transfer_sent', { transfer_id: transfer.id, from: fromId, to: toId })
  return transferView(transfer)
}

async function importedBefore(tx: Tx, id: string): Promise<Transfer | undefined> {
  if (tx.keepsIds) return findTransfer(tx, id)
  throw notFound('imported transfer', id)
}

async function tooFew(
  tx: ReadTx,
  { variantId, fromId, quantity }: { variantId: string; fromId: string; quantity: number },
): Promise<CommerceError> {
  const { level } = (await levelsOf(tx, [variantId])).find(known => known.level.locationId === fromId) ?? {}
  const free = level ? Math.max(0, level.onHand - level.reserved) : 0
  const held = level && level.reserved > 0 ? `; ${level.reserved} more are held for buyers who are paying` : ''
  return new CommerceError(
    'conflict',
    `Only ${free} of variant ${variantId} can leave ${fromId}, not ${quantity}${held}.`,
    { variant_id: variantId, location_id: fromId, free },
  )
}

/** Books in what arrived, all of it unless told, and writes off what is lost. The rest stays on its way. */
export async function receiveTransfer(
  tx: Tx,
  { id, lines }: Input<typeof contract.receiveTransfer>,
): Promise<TransferView> {
  const transfer = await transferById(tx, id)
  if (transfer.status === 'received' && lines === undefined) return transferView(transfer)
  transferStates.move(transfer.status, 'received', `Transfer ${id}`)
  const arrived = lines?.map(({ variant_id, received = 0, lost = 0 }) => ({ variantId: variant_id, received, lost }))
  const all = transfer.lines.map(({ variantId, outstanding }) => ({ variantId, received: outstanding, lost: 0 }))
  const settled = [...(arrived ?? all)].sort((a, b) => compare(a.variantId, b.variantId))
  for (const { variantId, received, lost } of settled) {
    await settleLine(tx, id, { variantId, received, lost, returned: 0 })
    if (received === 0) continue
    await moveUnits(tx, {
      variantId,
      locationId: transfer.toId,
      quantity: received,
      reason: 'transferred',
      reference: id,
    })
  }
  const after = await transferById(tx, id)
  if (after.lines.every(({ outstanding }) => outstanding === 0)) await closeTransfer(tx, id, 'received')
  await noteAlerts(
    tx,
    settled.map(({ variantId }) => variantId),
  )
  await tx.emit('stock.transfer_received', { transfer_id: id, lines: settled.length })
  return transferView(await transferById(tx, id))
}

/** What is still on its way goes back where it came from. What has arrived stays. */
export async function cancelTransfer(tx: Tx, { id }: Input<typeof contract.cancelTransfer>): Promise<TransferView> {
  const transfer = await transferById(tx, id)
  if (transfer.status === 'canceled') return transferView(transfer)
  transferStates.move(transfer.status, 'canceled', `Transfer ${id}`)
  if (!(await closeTransfer(tx, id, 'canceled')))
    throw new CommerceError('version_conflict', `Transfer ${id} was received or cancelled meanwhile.`)
  for (const { variantId, outstanding } of transfer.lines) {
    if (outstanding === 0) continue
    await settleLine(tx, id, { variantId, received: 0, lost: 0, returned: outstanding })
    const move = { variantId, locationId: transfer.fromId, quantity: outstanding }
    await moveUnits(tx, { ...move, reason: 'transferred', reference: id })
  }
  await noteAlerts(
    tx,
    transfer.lines.map(({ variantId }) => variantId),
  )
  await tx.emit('stock.transfer_canceled', { transfer_id: id })
  return transferView(await transferById(tx, id))
}

export async function getTransfer(tx: ReadTx, { id }: Input<typeof contract.getTransfer>): Promise<TransferView> {
  return transferView(await transferById(tx, id))
}

export async function listTransfers(
  tx: ReadTx,
  { pagination = {} }: Input<typeof contract.listTransfers>,
): Promise<Output<typeof contract.listTransfers>> {
  const limit = pagination.limit ?? defaultPageSize
  const after = pagination.cursor === undefined ? undefined : placeOf(pagination.cursor)
  const found = await transfersIn(tx, { limit: limit + 1, ...(after && { after }) })
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    transfers: shown.map(transferView),
    pagination: {
      has_next_page: last !== undefined,
      ...(last && { cursor: encodeCursor('transfers', [last.createdAt.getTime(), last.id]) }),
    },
  }
}

function placeOf(cursor: string): { createdAt: Date; id: string } {
  const [time, id] = decodeCursor('transfers', cursor)
  return { createdAt: new Date(Number(time)), id: String(id) }
}

const transferView = ({ lines, ...transfer }: Transfer): TransferView => ({
  id: transfer.id,
  from_location_id: transfer.fromId,
  to_location_id: transfer.toId,
  status: transfer.status,
  ...(transfer.note !== null && { note: transfer.note }),
  created_at: transfer.createdAt.toISOString(),
  ...(transfer.closedAt && { closed_at: transfer.closedAt.toISOString() }),
  lines: lines.map(({ variantId, ...line }) => ({ variant_id: variantId, ...countsIn(line) })),
})

const countsIn = ({
  quantity,
  outstanding,
  received,
  lost,
  returned,
}: Omit<Transfer['lines'][number], 'variantId'>) => ({
  quantity,
  outstanding,
  received,
  lost,
  returned,
})
