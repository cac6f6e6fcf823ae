import type { BrowserContextOptions } from 'playwright-core'

export type Look = Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'locale'> & {
  readonly name: string
  /** On paper, and only these pages. */
  readonly print?: readonly string[]
}

const sized = (width: number) => ({ width, height: 900 })

/** Every page at three widths, light and dark; on a phone in German too, whose words are longer; and what is printed. */
export const looks: readonly Look[] = [
  ...[360, 768, 1440].flatMap(width =>
    (['light', 'dark'] as const).map(colorScheme => ({
      name: `${width}-${colorScheme}`,
      viewport: sized(width),
      colorScheme,
    })),
  ),
  { name: '360-german', viewport: sized(360), colorScheme: 'light', locale: 'de-DE' },
  { name: 'print', viewport: sized(768), colorScheme: 'dark', print: ['order', 'thanks', 'policy', 'cart'] },
]
