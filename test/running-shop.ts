import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

const bins: Readonly<Record<string, string>> = Object.assign(
  { node: 'node_modules/node/bin/node' },
  ...['mcp-server', 'rest-api'].map(name => {
    const { bin } = JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8')) as {
      bin: Record<string, string>
    }
    return Object.fromEntries(Object.entries(bin).map(([command, file]) => [command, `${name}/${file}`]))
  }),
)

/** The program that `npx NAME …` runs in the repository, with its arguments: npx itself would change the folder. */
export function npx(command: string): { program: string; args: string[] } {
  const [, name = '', ...args] = command.split(' ')
  const file = bins[name]
  if (!file) throw new Error(`npx would find no ${name} in the repository.`)
  const path = join(root, file)
  return file.endsWith('.mjs') ? { program: process.execPath, args: [path, ...args] } : { program: path, args }
}

/** Whether `npm start` would find everything installed; otherwise it would install, under the feet of this test. */
export function isInstalled(): boolean {
  const stamp = join(root, 'node_modules', '.mitchweb-stamp')
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex')
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
}

export type RunningShop = { readonly url: string; readonly output: string; readonly stop: () => Promise<void> }

/** Starts the shop on a free port with a database of its own, as `npm start` does. */
export async function startShop(database: string): Promise<RunningShop> {
  const env = {
    ...process.env,
    PORT: '0',
    MITCHWEB_DATABASE: database,
    MITCHWEB_RATE_LIMITS: 'off',
    LOG_LEVEL: 'error',
  }
  const { program, args } = isInstalled() ? { program: 'npm', args: ['start'] } : npx('npx mitchweb')
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stderr.pipe(process.stderr, { end: false })
  const output = await announced(child)
  const url = /Shop\s+(http:\S+)/.exec(output)?.[1]
  if (!url) throw new Error(`The shop did not say where it is:\n${output}`)
  return {
    url,
    output,
    stop: async () => {
      // Its output ends with the last process that was started, not with npm.
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('Stop with Ctrl+C')) resolve(output)
    })
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`The shop ended with ${code}:\n${output}`)))
  })
}
