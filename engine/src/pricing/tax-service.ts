import type { Input } from '../shared/operation.ts'
import type * as contract from './contract.ts'
import type { TaxRateDraft } from './contract.ts'

/** The port to an outside service that knows the tax rates of the world. */
export type TaxService = {
  /** Every rate of a country, its regions and postal zones too. May be slow, and may throw. */
  readonly ratesOf: (country: string, signal: AbortSignal) => Promise<readonly TaxRateDraft[]>
}

type Refresh = {
  /** The shop as its staff use it. */
  readonly staff: { readonly saveTaxRate: (input: Input<typeof contract.saveTaxRate>) => Promise<unknown> }
  readonly service: TaxService
  readonly timeoutMs?: number
}

/**
 * Takes over what the service says of these countries, so that carts are priced from the shop's own tables however slow
 * the service is. A country that fails keeps the rates it had, spoils no other and is thrown at the end. Answers how many
 * rates were saved.
 */
export async function refreshTaxRates(
  { staff, service, timeoutMs = 10_000 }: Refresh,
  countries: readonly string[],
): Promise<number> {
  const failures: unknown[] = []
  let saved = 0
  for (const country of countries) {
    try {
      const rates = await service.ratesOf(country, AbortSignal.timeout(timeoutMs))
      for (const tax_rate of rates) await staff.saveTaxRate({ tax_rate })
      saved += rates.length
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} countries could not be refreshed.`)
  return saved
}
