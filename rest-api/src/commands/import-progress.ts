export type ProgressNews = { readonly what: string; readonly bytes: number; readonly products: number }

export type Progress = {
  readonly show: (news: ProgressNews) => void
  /** Ends the bar, so that what is printed next begins on a line of its own. */
  readonly end: () => void
}

type Output = { readonly isTTY?: boolean; readonly columns?: number; readonly write: (text: string) => unknown }

/** A bar that redraws itself on a terminal; elsewhere a plain line every few seconds. */
export function progressOn(
  output: Output,
  size: number,
  now: () => number = performance.now.bind(performance),
): Progress {
  let began = now()
  let spoken = began
  let shown = false
  const line = (news: ProgressNews) => progressLine(news, { size, seconds: (now() - began) / 1000 })
  return {
    show: news => {
      const pause = output.isTTY ? 100 : 3000
      const isDone = news.bytes >= size
      if (now() - spoken < pause && !(output.isTTY && isDone)) return
      spoken = now()
      output.write(output.isTTY ? `\r${line(news).slice(0, (output.columns || 80) - 1)}\x1b[K` : `${line(news)}\n`)
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

/** "importing  [#########---------------]  38 %  1,200 products  410/s" */
export function progressLine({ what, bytes, products }: ProgressNews, pass: { size: number; seconds: number }): string {
  const share = Math.min(bytes / Math.max(pass.size, 1), 1)
  const full = Math.round(share * 24)
  const bar = `[${'#'.repeat(full)}${'-'.repeat(24 - full)}]`
  const percent = `${Math.floor(share * 100)} %`.padStart(5)
  const rate = pass.seconds > 0 ? `  ${Math.round(products / pass.seconds)}/s` : ''
  return `${what.padEnd(9)}  ${bar}  ${percent}  ${products.toLocaleString('en')} products${rate}`
}
