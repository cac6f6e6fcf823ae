import { locationsIn } from '../inventory/index.ts'
import { standardTaxClass } from '../pricing/index.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import { weekdays } from '../shared/local-time.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { pagedBy, type RecordKind } from '../storage/record-kind.ts'
import { limitsOf, limitsView, priceOf, priceView } from './delivery-view.ts'
import { hoursProblem } from './opening-hours.ts'
import type * as contract from './pickup-contract.ts'
import type { PickupPointDraft } from './pickup-contract.ts'
import type { PickupPoint } from './pickup-point.ts'
import { pickupPointById, pickupPointsAfter, savePoint } from './pickup-records.ts'
import { refusePrices } from './shipping-rates.ts'

export async function savePickupPoint(
  tx: Tx,
  { pickup_point: draft }: Input<typeof contract.savePickupPoint>,
): Promise<Output<typeof contract.savePickupPoint>> {
  if (draft.id !== undefined && !tx.keepsIds) await pickupPointById(tx, draft.id)
  const { location_id: locationId } = draft
  if (locationId !== undefined) await refuseClosedLocation(tx, locationId)
  refuseContradictions(draft)
  const point = pointOf(draft, draft.id ?? tx.newId('pup', 'short'))
  await savePoint(tx, point)
  return { id: point.id, title: point.title }
}

export async function listPickupPoints(
  tx: ReadTx,
  { pagination = {} }: Input<typeof contract.listPickupPoints>,
): Promise<Output<typeof contract.listPickupPoints>> {
  const { limit = defaultPageSize, cursor } = pagination
  const after = cursor === undefined ? '' : String(decodeCursor('pickup_points', cursor)[0] ?? '')
  const points = await pickupPointsAfter(tx, { after, limit: limit + 1 })
  const shown = points.slice(0, limit)
  const last = points.length > limit ? shown.at(-1) : undefined
  return {
    pickup_points: shown.map(pointView),
    pagination: last
      ? { has_next_page: true, cursor: encodeCursor('pickup_points', [last.id]) }
      : { has_next_page: false },
  }
}

/** A pickup point as staff see it. */
export const savedPickupPoint = async (tx: ReadTx, id: string) => pointView(await pickupPointById(tx, id))

export const pickupPointRecords: RecordKind = {
  type: 'pickup_point',
  operation: 'save_pickup_point',
  page: pagedBy(pickupPointsAfter, {
    name: ({ id }) => id,
    write: async (_tx, points) => points.map(point => ({ pickup_point: pointView(point) })),
  }),
}

export async function archivePickupPoint(
  tx: Tx,
  { id }: Input<typeof contract.archivePickupPoint>,
): Promise<Output<typeof contract.archivePickupPoint>> {
  const point = await pickupPointById(tx, id)
  await savePoint(tx, { ...point, active: false })
  return { id, title: point.title }
}

async function refuseClosedLocation(tx: ReadTx, id: string): Promise<void> {
  const location = (await locationsIn(tx)).find(known => known.id === id)
  if (!location) throw notFound('location', id)
  if (location.allowsPickup) return
  const text = `Nothing is handed over at location ${id}. Save it with allows_pickup true first.`
  throw new CommerceError('invalid_input', text, { path: '$.pickup_point.location_id' })
}

function refuseContradictions({ hours, exceptions = [], prices = [] }: PickupPointDraft): void {
  refusePrices(prices, 'pickup_point.prices')
  const all = [
    ...weekdays.map(day => ({ path: `hours.${day}`, hours: hours[day] ?? [] })),
    ...exceptions.map((exception, index) => ({ path: `exceptions[${index}].hours`, hours: exception.hours })),
  ]
  for (const { path, hours: given } of all) {
    const problem = hoursProblem(given)
    if (problem !== undefined) throw new CommerceError('invalid_input', problem, { path: `$.pickup_point.${path}` })
  }
  const twice = exceptions.find(({ date }, index) => exceptions.findIndex(other => other.date === date) < index)
  if (twice)
    throw new CommerceError('invalid_input', `There are two exceptions for ${twice.date}.`, {
      path: '$.pickup_point.exceptions',
    })
}

const pointOf = (draft: PickupPointDraft, id: string): PickupPoint => ({
  id,
  title: draft.title,
  carrier: draft.carrier ?? null,
  address: draft.address,
  hours: { timeZone: draft.time_zone, week: draft.hours, exceptions: draft.exceptions ?? [] },
  readyMinutes: draft.ready_after_minutes ?? 0,
  prices: draft.prices?.map(priceOf) ?? null,
  locationId: draft.location_id ?? null,
  shippingClasses: draft.shipping_classes ?? null,
  limits: draft.limits ? limitsOf(draft.limits) : null,
  taxClass: draft.tax_class ?? standardTaxClass,
  position: draft.position ?? 0,
  active: draft.active ?? true,
})

type PointView = Output<typeof contract.listPickupPoints>['pickup_points'][number]

const pointView = ({ hours, ...point }: PickupPoint): PointView => ({
  id: point.id,
  title: point.title,
  ...(point.carrier !== null && { carrier: point.carrier }),
  address: point.address,
  time_zone: hours.timeZone,
  hours: Object.fromEntries(
    weekdays.flatMap(day => (hours.week[day] ? [[day, hours.week[day].map(span => ({ ...span }))]] : [])),
  ),
  ...(hours.exceptions.length > 0 && {
    exceptions: hours.exceptions.map(({ date, hours: own }) => ({ date, hours: own.map(span => ({ ...span })) })),
  }),
  ready_after_minutes: point.readyMinutes,
  ...(point.prices && { prices: point.prices.map(priceView) }),
  ...(point.locationId !== null && { location_id: point.locationId }),
  ...(point.shippingClasses && { shipping_classes: [...point.shippingClasses] }),
  ...(point.limits && { limits: limitsView(point.limits) }),
  tax_class: point.taxClass,
  position: point.position,
  active: point.active,
})
