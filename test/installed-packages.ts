import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './root.ts'

const packages = ['engine', 'mcp-server', 'rest-api', 'web']

/**
 * Builds and packs the packages and puts them into a folder as `npm install` would, without the network: what they need
 * of others is linked from the repository. Answers the folder and what was packed.
 */
export function installedPackages() {
  const folder = mkdtempSync(join(tmpdir(), 'mitchweb-packages-'))
  for (const name of packages) copyPublished(name, join(folder, 'build', name))
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), join(folder, 'build')], { stdio: 'pipe' })
  for (const name of packages) install(folder, name)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Everything of a package but its sources, so that what is built meets what is published with it. */
function copyPublished(name: string, target: string): void {
  mkdirSync(target, { recursive: true })
  for (const entry of readdirSync(join(root, name))) {
    if (['src', 'app', 'test', 'dist', 'build', 'node_modules'].includes(entry)) continue
    cpSync(join(root, name, entry), join(target, entry), { recursive: true })
  }
}

function install(folder: string, name: string): void {
  const packed = JSON.parse(
    npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], join(folder, 'build', name)),
  )
  const archive = join(folder, (Array.isArray(packed) ? packed[0] : Object.values(packed)[0]).filename)
  const target = join(folder, 'node_modules', '@mitchweb', name)
  mkdirSync(target, { recursive: true })
  execFileSync('tar', ['-xzf', archive, '--strip-components=1', '-C', target])
  const { dependencies = {} } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))
  for (const dependency of Object.keys(dependencies)) {
    if (!dependency.startsWith('@mitchweb/')) link(folder, name, dependency)
  }
}

function link(folder: string, name: string, dependency: string): void {
  const place = join(folder, 'node_modules', dependency)
  if (existsSync(place)) return
  const own = join(root, name, 'node_modules', dependency)
  mkdirSync(dirname(place), { recursive: true })
  symlinkSync(existsSync(own) ? own : join(root, 'node_modules', dependency), place, 'junction')
}

function npm(args: readonly string[], cwd: string): string {
  const cli = process.env.npm_execpath
  const [program, ...first] = cli?.endsWith('.js') ? [process.execPath, cli] : ['npm']
  return execFileSync(program!, [...first, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}
