// Builds what is published: ESM with types in each package's `dist`, and the storefront's pages in `web/build`.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The folder that holds the packages; a test builds beside copies of their package.json. */
const target = resolve(process.argv[2] ?? root)

// One program for all packages: they know each other's types by their sources, and two of them each other.
const output = mkdtempSync(join(target, '.build-'))
try {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const compiled = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', output], {
    stdio: 'inherit',
  })
  if (compiled.status !== 0) process.exitCode = 1
  else {
    for (const name of ['engine', 'mcp-server', 'rest-api']) place(name)
    placeStorefront()
  }
} finally {
  rmSync(output, { recursive: true, force: true })
}

function place(name) {
  const dist = join(target, name, 'dist')
  rmSync(dist, { recursive: true, force: true })
  cpSync(join(output, name, 'src'), dist, { recursive: true })
  // Where an installed engine looks for them; in the repository they lie at the root.
  if (name === 'engine') cpSync(join(root, 'migrations'), join(dist, 'migrations'), { recursive: true })
}

/** The pages are bundled as they are for a start, so that those which are up to date are not touched while they are used. */
function placeStorefront() {
  const setup = join(root, 'scripts', 'setup.mjs')
  const bundled = spawnSync(process.execPath, [setup, 'web'], { stdio: 'inherit' })
  if (bundled.status !== 0) process.exitCode = 1
  else if (target !== root) cpSync(join(root, 'web', 'build'), join(target, 'web', 'build'), { recursive: true })
}
