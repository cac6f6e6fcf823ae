import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Plugin, transformWithOxc } from 'vite'
import { languages } from './app/language/languages.ts'

/**
 * Puts the service worker, and the script of the page that it shows without a connection, beside the pages' files. They
 * keep their names, as a browser looks for a new worker where it found the last one.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    applyToEnvironment: ({ name }) => name === 'client',
    async generateBundle(_options, bundle) {
      const [worker, page] = await Promise.all(['service-worker', 'offline-page'].map(scriptOf))
      const hash = createHash('sha256').update(`${worker}${page}${Object.keys(bundle).sort()}`)
      const build = { version: hash.digest('hex').slice(0, 16), languages }
      this.emitFile({
        type: 'asset',
        fileName: 'service-worker.js',
        source: `const build=${JSON.stringify(build)}\n${worker}`,
      })
      this.emitFile({ type: 'asset', fileName: 'offline-page.js', source: page ?? '' })
    },
  }
}

async function scriptOf(name: string): Promise<string> {
  const file = join(import.meta.dirname, 'worker', `${name}.ts`)
  return (await transformWithOxc(await readFile(file, 'utf8'), file)).code
}
