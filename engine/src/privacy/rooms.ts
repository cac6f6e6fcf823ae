import { accountPersonalData, agentPersonalData, knownByAccount } from '../accounts/index.ts'
import { cartPersonalData, knownByCart } from '../cart/index.ts'
import { catalogPersonalData } from '../catalog/index.ts'
import { checkoutPersonalData, knownByCheckout } from '../checkout/index.ts'
import { customerPersonalData } from '../customers/index.ts'
import { discoveryPersonalData } from '../discovery/index.ts'
import { inventoryPersonalData } from '../inventory/index.ts'
import { knownByOrder, orderObstacles, orderPersonalData } from '../orders/index.ts'
import { knownByPayment, paymentObstacles, paymentPersonalData } from '../payments/index.ts'
import { pricingPersonalData } from '../pricing/index.ts'
import { staffPersonalData } from '../staff/index.ts'
import { storagePersonalData } from '../storage/kept-copies.ts'
import type { Known, Obstacles, PersonalData } from '../storage/personal-data.ts'
import type { privacyTables } from './tables.ts'

const own: PersonalData<ReturnType<typeof privacyTables>> = {
  erasures: 'Ids of who was erased, which name nobody.',
}

/** Every table of the shop with what it keeps of people. In this order they are told and forgotten: copies and accounts last. */
export const personalData = {
  ...catalogPersonalData,
  ...inventoryPersonalData,
  ...customerPersonalData,
  ...pricingPersonalData,
  ...discoveryPersonalData,
  ...checkoutPersonalData,
  ...cartPersonalData,
  ...paymentPersonalData,
  ...orderPersonalData,
  ...staffPersonalData,
  ...storagePersonalData,
  ...agentPersonalData,
  ...accountPersonalData,
  ...own,
}

/** How the rooms know somebody, each by what those before it know. */
export const acquaintances: readonly Known[] = [
  knownByAccount,
  knownByOrder,
  knownByCheckout,
  knownByCart,
  knownByPayment,
]

export const obstacles: readonly Obstacles[] = [orderObstacles, paymentObstacles]
