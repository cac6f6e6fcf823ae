/** An amount as people write it, `49.90` or `49,9`, in minor units; undefined where it is none. No float comes near it. */
export function minorUnits(text: string | null | undefined, decimals: number): number | undefined {
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text?.trim() ?? '')
  if (!match) return undefined
  const part = (match[2] ?? '').slice(0, decimals).padEnd(decimals, '0')
  return Number(`${match[1]}${part}`)
}
