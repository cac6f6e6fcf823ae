import type { PersonalData } from '../storage/personal-data.ts'
import type { inventoryTables } from './tables.ts'

const units = 'Counts of units; a checkout is named by its id.'

export const inventoryPersonalData: PersonalData<ReturnType<typeof inventoryTables>> = {
  locations: 'The shop’s own places.',
  stock: units,
  stockPolicies: units,
  stockAlerts: units,
  stockTransfers: 'Between the shop’s own places.',
  stockTransferLines: units,
  bundleParts: units,
  stockMovements: units,
  reservations: units,
}
