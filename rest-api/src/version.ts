import { readFileSync } from 'node:fs'

/** Of the package, the same from source and as published. */
export const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}
