import type { Storage } from '../storage/port.ts'
import type { TaxRateDraft } from './contract.ts'
import { saveTaxRate } from './use-cases.ts'

/** The port to an outside service that knows the tax rates of the world. */
export type TaxService = {
  /** Every rate of a country, its regions and postal zones too. May be slow, and may throw. */
  readonly ratesOf: (country: string, signal: AbortSignal) => Promise<readonly TaxRateDraft[]>
}

/**
 * Takes over what the service says of these countries, so that carts are priced from the shop's own tables however slow
 * the service is. Each country is asked outside any transaction and saved in one; one that fails changes nothing of the
 * others and is thrown at the end. Answers how many rates were saved.
 */
export async function refreshTaxRates(
  { storage, service, timeoutMs = 10_000 }: { storage: Storage; service: TaxService; timeoutMs?: number },
  countries: readonly string[],
): Promise<number> {
  storage.assertOutside('A call to the tax service')
  const failures: unknown[] = []
  let saved = 0
  for (const country of countries) {
    try {
      const rates = await service.ratesOf(country, AbortSignal.timeout(timeoutMs))
      await storage.write(async tx => {
        for (const tax_rate of rates) await saveTaxRate(tx, { tax_rate })
      })
      saved += rates.length
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} countries could not be refreshed.`)
  return saved
}
