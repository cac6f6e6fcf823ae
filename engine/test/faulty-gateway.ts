import { demoGateway, type Gateways, type PaymentGateway } from '../src/payments/index.ts'
import type { Storage } from '../src/storage/port.ts'

/** The demo gateway with faults of its own; what is not named works. */
export const faultyGateway =
  (faults: (bank: PaymentGateway) => Partial<PaymentGateway>) =>
  (storage: Storage): Gateways => {
    const bank = demoGateway(storage)
    return [{ ...bank, ...faults(bank) }]
  }
