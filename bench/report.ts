/** One measurement: what the shop does against the least that the machine would do. */
export type Row = {
  readonly name: string
  readonly measured: string
  readonly baseline: string
  readonly ratio: number
  /** What DESIGN aims at, and whether this run reached it; absent where there is no aim. */
  readonly target?: { readonly text: string; readonly met: boolean }
}

export function table(rows: readonly Row[]): string {
  const cells = [
    ['', 'shop', 'baseline', 'ratio', 'target', ''],
    ...rows.map(({ name, measured, baseline, ratio, target }) => [
      name,
      measured,
      baseline,
      ratio >= 10 ? `${ratio.toFixed(0)} ×` : `${(ratio * 100).toFixed(1)} %`,
      target?.text ?? '',
      target ? (target.met ? 'met' : 'short') : '',
    ]),
  ]
  return aligned(cells)
}

/** A part of the time that something takes. */
export type Share = { readonly name: string; readonly milliseconds: number; readonly share: number }

export const shareTable = (what: string, shares: readonly Share[]): string =>
  aligned([
    [what, 'each', 'share'],
    ...shares.map(({ name, milliseconds: each, share }) => [name, milliseconds(each), `${(share * 100).toFixed(1)} %`]),
  ])

/** Columns under each other. */
export function aligned(cells: readonly (readonly string[])[]): string {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map(row => row[column]!.length)))
  return cells
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`

export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`
