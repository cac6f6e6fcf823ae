import { randomFrom } from './random.ts'

/** nDCG@10 of a list of product ids: gain 2^grade - 1, discount log2(rank + 1), against the best order of all grades. */
export function ndcgAt10(found: readonly string[], grades: ReadonlyMap<string, number>): number {
  const ideal = dcg([...grades.values()].sort((a, b) => b - a))
  return ideal === 0 ? Number.NaN : dcg(found.map(id => grades.get(id) ?? 0)) / ideal
}

const dcg = (grades: readonly number[]): number =>
  grades.slice(0, 10).reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0)

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Between which means 95 % of as many samples lie that are drawn from these values again: how much of a figure is luck. */
export function bootstrapped(
  values: readonly number[],
  samples = 10_000,
): { readonly low: number; readonly high: number } {
  const random = randomFrom(1)
  const means = Array.from({ length: samples }, () => mean(values.map(() => random.of(values)))).sort((a, b) => a - b)
  return { low: means[Math.floor(samples * 0.025)]!, high: means[Math.floor(samples * 0.975)]! }
}
