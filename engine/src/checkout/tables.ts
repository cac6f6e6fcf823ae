import { type Column, type SQL, sql } from 'drizzle-orm'
import { basketColumns } from '../cart/index.ts'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { AppliedCard } from './cards.ts'
import type { Agreement, CheckoutStatus, Destination, Pickup } from './checkout.ts'
import type { Schedule } from './delivery-days.ts'
import type { DeliveryPrice } from './delivery-price.ts'
import type { OpeningHours } from './opening-hours.ts'
import type { ParcelLimits } from './parcel.ts'
import type { PickupPoint } from './pickup-point.ts'
import type { PreparedBy } from './prepared-by.ts'
import type { Place } from './zone.ts'

type Clearing = Record<'status' | 'ownerId' | 'clearedAt', Column>

/** A cancelled checkout of a guest that still says who they were; said in the SQL itself, so that the index is found. */
export const isUncleared = ({ status, ownerId, clearedAt }: Clearing): SQL =>
  sql`${status} = 'canceled' and ${ownerId} is null and ${clearedAt} is null`

export const checkoutTables = (c: Columns) => ({
  checkouts: c.table(
    'checkouts',
    {
      ...basketColumns(c),
      status: c.text().$type<CheckoutStatus>().notNull(),
      cartId: c.id(),
      cartVersion: c.count(),
      destinations: c.json<readonly Destination[]>().notNull(),
      selectedDestinationId: c.id(),
      selectedOptionId: c.id(),
      /** What was selected for each of several groups, by its id; null where there is one group. */
      groupOptions: c.json<Readonly<Record<string, string>>>(),
      /** What the buyer fetches, and where; null where nothing is fetched. */
      pickup: c.json<Pickup>(),
      shownTotal: c.minor().notNull(),
      /** Null where there are none. */
      cards: c.json<readonly AppliedCard[]>(),
      agreement: c.json<Agreement>(),
      paymentId: c.id(),
      attempts: c.count().notNull(),
      failure: c.json<{ readonly code: string; readonly text: string }>(),
      /** The assistant that last had a hand in it. */
      preparedBy: c.json<PreparedBy>(),
      /** When a guest's cancelled checkout let go of who they were. */
      clearedAt: c.instant(),
    },
    t => [
      c.uniqueIndex('checkouts_open_cart').on(t.cartId).where(sql`${t.status} not in ('completed', 'canceled')`),
      c.index('checkouts_expiry').on(t.status, t.expiresAt),
      c.index('checkouts_of_guests').on(t.expiresAt).where(isUncleared(t)),
    ],
  ),

  shippingRates: c.table('shipping_rates', {
    id: c.id().primaryKey(),
    title: c.text().notNull(),
    carrier: c.text(),
    /** Two-letter codes; everywhere where there are no zones either. */
    countries: c.json<readonly string[]>(),
    zones: c.json<readonly Place[]>(),
    except: c.json<readonly Place[]>(),
    prices: c.json<readonly DeliveryPrice[]>().notNull(),
    minimumDays: c.count().notNull(),
    maximumDays: c.count().notNull(),
    schedule: c.json<Schedule>(),
    shippingClasses: c.json<readonly string[]>(),
    limits: c.json<ParcelLimits>(),
    poBoxes: c.flag().notNull().default(true),
    taxClass: c.text().notNull(),
    position: c.count().notNull(),
    active: c.flag().notNull(),
  }),

  pickupPoints: c.table(
    'pickup_points',
    {
      id: c.id().primaryKey(),
      title: c.text().notNull(),
      carrier: c.text(),
      address: c.json<PickupPoint['address']>().notNull(),
      /** The address's, so that the points near a postal code are one range of an index on each side of it. */
      country: c.text().notNull(),
      postalKey: c.text().notNull(),
      hours: c.json<OpeningHours>().notNull(),
      readyMinutes: c.count().notNull(),
      prices: c.json<readonly DeliveryPrice[]>(),
      locationId: c.id(),
      shippingClasses: c.json<readonly string[]>(),
      limits: c.json<ParcelLimits>(),
      taxClass: c.text().notNull(),
      position: c.count().notNull(),
      active: c.flag().notNull(),
    },
    t => [c.index('pickup_points_by_place').on(t.active, t.country, t.postalKey, t.id)],
  ),
})
