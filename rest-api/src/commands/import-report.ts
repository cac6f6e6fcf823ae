import type { CsvRemark } from '@mitchweb/engine'

export type ImportReport = {
  /** `checked` is a dry run that found the file good; `refused` means that nothing was imported, `failed` that the rest was not. */
  readonly status: 'imported' | 'checked' | 'refused' | 'stopped' | 'failed'
  readonly reason?: string
  readonly file: string
  readonly currency: string
  readonly created: number
  readonly updated: number
  readonly variants: number
  /** Products left out because of a problem. */
  readonly skipped: number
  readonly problem_count: number
  /** At most fifty. */
  readonly problems: readonly CsvRemark[]
  readonly notice_count: number
  readonly notices: readonly CsvRemark[]
  /** Columns that the shop has no words for; exports have them again. */
  readonly kept_columns: readonly string[]
  readonly seconds: number
}

/** What is wrong with the file, a line each, for people. */
export function remarksText({ problems, problem_count, notices, notice_count, kept_columns }: ImportReport): string {
  const lines = [
    ...listed('Problem', problems, problem_count),
    ...listed('Note', notices, notice_count),
    ...(kept_columns.length > 0
      ? [`Kept for exports: ${counted(kept_columns.length, 'column')} that the shop has no words for.`]
      : []),
  ]
  return lines.map(line => `${line}\n`).join('')
}

/** How it went, for people. */
export function summaryText(report: ImportReport): string {
  const { created, updated, variants, skipped, seconds, status, problem_count } = report
  const done = `${counted(created, 'product')} created, ${updated} updated, ${counted(variants, 'variant')}, ${skipped} skipped, in ${seconds} s.`
  if (status === 'imported') return `Imported: ${done}\n`
  if (status === 'checked') return `Checked, nothing was changed. An import would be: ${done}\n`
  if (status === 'stopped' || status === 'failed') {
    return `Stopped${report.reason === undefined ? '.' : `: ${report.reason}`} Done so far: ${done}\nImporting the same file again goes on safely: products are matched by handle.\n`
  }
  const all = counted(problem_count, 'problem')
  return `Nothing was imported: ${all}. Correct the file, or leave such products out with --skip-invalid.\n`
}

function* listed(kind: string, remarks: readonly CsvRemark[], count: number): Generator<string> {
  for (const { line, column, message } of remarks) yield `${kind}, line ${line}, ${column}: ${message}`
  if (count > remarks.length) yield `… and ${counted(count - remarks.length, 'more')}`
}

/** "1 product", "1,200 products". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${count === 1 || noun === 'more' ? noun : `${noun}s`}`
}
