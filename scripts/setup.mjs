// Runs before anything is installed: built-ins only, and nothing that Node 18 does not know.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { storefrontSources } from './storefront-sources.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const startedAt = Date.now()
const [command, ...rest] = process.argv.slice(2)

if (command === 'start') process.exitCode = await start()
else if (command === 'test') process.exitCode = await test()
else if (command === 'web') process.exitCode = (await install()) && (await buildStorefront()) ? 0 : 1
else {
  console.error('Use: node scripts/setup.mjs start | test | web')
  process.exitCode = 2
}

async function start() {
  if (!(await install()) || !(await buildStorefront())) return 1
  return run(pinnedNode(), [join(root, 'rest-api', 'bin', 'mitchweb.mjs'), ...rest], {
    env: { ...process.env, MITCHWEB_STARTED_AT: String(startedAt) },
  })
}

async function test() {
  if (!(await install()) || !(await buildStorefront())) return 1
  ensureChromium()
  const report = join(root, 'node_modules', '.cache', 'mitchweb-tests.json')
  mkdirSync(dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await npm(['run', '--silent', 'vitest', '--', ...reporters, ...rest])
  const { line, failed } = counted(report, code)
  console.log(line)
  return failed > 0 && code === 0 ? 1 : code
}

/**
 * Installs when what is to be installed differs from what was. The stamp is written last, so that an install that was
 * broken off is done again.
 */
async function install() {
  const stamp = join(root, 'node_modules', '.mitchweb-stamp')
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(pinnedNode())) return true
  console.log('Installing what the shop needs. This takes a minute or two, once.')
  const code = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) {
    console.error(
      'The installation failed; what npm said above is the reason. Run the same command again when it is mended.',
    )
    return false
  }
  writeFileSync(stamp, wanted)
  return true
}

/** Bundles the pages when what they are made of differs from what it was. The stamp is written last. */
async function buildStorefront() {
  const folder = join(root, 'web')
  const stamp = join(folder, 'build', '.stamp')
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of storefrontSources(root)) hash.update(file).update(readFileSync(file))
  const wanted = hash.digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true
  const bundler = join(root, 'node_modules', '@react-router', 'dev', 'bin.cjs')
  // A test that has the packages built would otherwise have its own NODE_ENV put into every page.
  const env = { ...process.env, NODE_ENV: 'production' }
  const bundled = spawnSync(pinnedNode(), [bundler, 'build'], { cwd: folder, env, encoding: 'utf8' })
  if (bundled.status !== 0) {
    console.error(`The storefront could not be built:\n${bundled.stdout}${bundled.stderr}`)
    return false
  }
  writeFileSync(stamp, wanted)
  return true
}

/** The Node that the lockfile brings, whatever Node runs this file. */
function pinnedNode() {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

function npm(args) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args])
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { shell: process.platform === 'win32' })
}

/** Runs a program to its end in the terminal of this one, hands signals on to it and answers its exit code. */
function run(program, args, options = {}) {
  return new Promise(resolve => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options })
    const forward = signal => child.kill(signal)
    process.on('SIGTERM', forward)
    // A terminal sends Ctrl+C to the whole group: the child has it already and must not be hurried by a second one.
    const interrupt = signal => {
      if (!process.stdin.isTTY) forward(signal)
    }
    process.on('SIGINT', interrupt)
    // npm that is ended leaves its script behind with another parent; what the script runs ends with npm.
    const parent = process.ppid
    const orphaned = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(orphaned)
      child.kill('SIGTERM')
    }, 500)
    child.on('error', error => {
      clearInterval(orphaned)
      console.error(`${program} could not be started: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code, signal) => {
      clearInterval(orphaned)
      process.off('SIGTERM', forward)
      process.off('SIGINT', interrupt)
      resolve(code === null ? 128 + (signal === 'SIGINT' ? 2 : 15) : code)
    })
  })
}

/** The tests of pages look for a browser; where none can be had they are skipped, and say so. */
function ensureChromium() {
  const chromium = '/usr/bin/chromium'
  if (existsSync(chromium)) return
  const mayInstall = process.platform === 'linux' && process.getuid && process.getuid() === 0 && apt('--version')
  if (mayInstall) {
    console.log('Installing Chromium for the tests of pages.')
    apt('update')
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core')
  }
  if (existsSync(chromium)) return
  console.log(
    'Chromium is missing (looked for as /usr/bin/chromium), so tests in a browser are skipped. Install it to run them, for example: apt-get install chromium',
  )
}

/** Debian's own, quietly; answers whether it did what was asked. */
function apt(...args) {
  const program = 'apt-get'
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(program, args, { stdio: 'ignore', env }).status === 0
}

/**
 * Counts from the report, which decides even over the exit code: a package that ends the process its own way must not
 * turn red into green. A file that could not be loaded counts as a failure, and so does a run that left no report.
 */
function counted(report, code) {
  if (!existsSync(report)) return { line: '0 passed, 1 failed', failed: 1 }
  const result = JSON.parse(readFileSync(report, 'utf8'))
  const broken = result.testResults.filter(file => file.status === 'failed' && !file.assertionResults.some(isFailed))
  const failed = result.numFailedTests + broken.length || (code === 0 ? 0 : 1)
  const skipped = result.numPendingTests + result.numTodoTests
  const line = `${result.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
  return { line, failed }
}

function isFailed(test) {
  return test.status === 'failed'
}
