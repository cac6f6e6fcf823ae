import { counted } from './import-report.ts'

export type ProgressNews = {
  readonly what: string
  /** How much of the work is done, from 0 to 1; undefined where nobody knows how much there is. */
  readonly share: number | undefined
  readonly count: number
  readonly noun: string
}

export type Progress = {
  readonly show: (news: ProgressNews) => void
  /** Ends the bar, so that what is printed next begins on a line of its own. */
  readonly end: () => void
}

type Output = { readonly isTTY?: boolean; readonly columns?: number; readonly write: (text: string) => unknown }

/** A bar that redraws itself on a terminal; elsewhere a plain line every few seconds. */
export function progressOn(output: Output, now: () => number = performance.now.bind(performance)): Progress {
  let began = now()
  let spoken = began
  let shown = false
  return {
    show: news => {
      const pause = output.isTTY ? 100 : 3000
      if (now() - spoken < pause && !(output.isTTY && news.share === 1)) return
      spoken = now()
      const line = progressLine(news, (now() - began) / 1000)
      output.write(output.isTTY ? `\r${line.slice(0, (output.columns || 80) - 1)}\x1b[K` : `${line}\n`)
      shown = true
    },
    end: () => {
      if (shown && output.isTTY) output.write('\n')
      shown = false
      began = now()
      spoken = began
    },
  }
}

/** "importing  [#########---------------]   38 %  1,200 products  410/s  5 s left" */
export function progressLine({ what, share, count, noun }: ProgressNews, seconds: number): string {
  const rate = seconds > 0 ? `  ${Math.round(count / seconds).toLocaleString('en')}/s` : ''
  if (share === undefined) return `${what.padEnd(9)}  ${counted(count, noun)}${rate}`
  const done = Math.min(share, 1)
  const full = Math.round(done * 24)
  const bar = `[${'#'.repeat(full)}${'-'.repeat(24 - full)}]`
  const percent = `${Math.floor(done * 100)} %`.padStart(5)
  const left = done > 0 && done < 1 ? `  ${duration((seconds * (1 - done)) / done)} left` : ''
  return `${what.padEnd(9)}  ${bar}  ${percent}  ${counted(count, noun)}${rate}${left}`
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
