import fc, { type RunDetails } from 'fast-check'

/** How often a property is tried; MITCHWEB_RUNS asks for more or fewer. */
export const runs = (unlessTold: number): number => Number(process.env.MITCHWEB_RUNS ?? unlessTold)

/** The seed of an earlier run, to see it again. */
export const seed = (): { seed?: number } =>
  process.env.MITCHWEB_SEED === undefined ? {} : { seed: Number(process.env.MITCHWEB_SEED) }

/** Says what was tried; throws with the smallest counterexample where there is one. */
export async function reportOf<T>(
  what: string,
  details: RunDetails<T>,
  counts?: ReadonlyMap<string, number>,
): Promise<void> {
  const kinds = [...(counts ?? [])].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${kind} ${count}`)
  console.log(
    [`${what}: ${details.numRuns} runs, seed ${details.seed}`, ...(kinds.length > 0 ? [kinds.join(', ')] : [])].join(
      '\n',
    ),
  )
  if (details.failed) throw new Error(await fc.asyncDefaultReportMessage(details), { cause: details.errorInstance })
}
