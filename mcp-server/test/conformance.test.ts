import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cannedShop } from './canned-shop.ts'
import { type ServedMcp, serveMcp, serveWithFixtures } from './serve-mcp.ts'

/** The official suites, as their packages start them, against the shop's own factory on its own HTTP stack. */
const suites = {
  stable: fileURLToPath(new URL('../../node_modules/conformance-stable/dist/index.js', import.meta.url)),
  alpha: fileURLToPath(new URL('../../node_modules/conformance-alpha/dist/index.js', import.meta.url)),
}
const baseline = fileURLToPath(new URL('conformance-baseline.yaml', import.meta.url))

let withFixtures: ServedMcp
let bare: ServedMcp

beforeAll(async () => {
  const shop = cannedShop()
  const options = { shopFor: () => shop }
  withFixtures = await serveWithFixtures(options)
  bare = await serveMcp(options)
})
afterAll(async () => {
  await withFixtures.close()
  await bare.close()
})

type Run = { readonly code: number | null; readonly output: string }

function conformance(suite: string, args: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [suite, 'server', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', chunk => {
    output += chunk
  })
  child.stderr.on('data', chunk => {
    output += chunk
  })
  return new Promise(resolve => child.on('close', code => resolve({ code, output })))
}

/** What a failure of these tests has to show: what was said of errors, and the summary at the end. */
function summary(output: string): string {
  const errors = output.split('\n').filter(line => /error|Failed/.test(line))
  return [...errors.slice(0, 20), output.slice(output.indexOf('=== SUMMARY ==='))].join('\n').slice(0, 8000)
}

describe('the official conformance suite, with its fixtures', { timeout: 120_000 }, () => {
  test.each(['2025-11-25', '2026-07-28'])('every scored scenario of %s passes', async revision => {
    const { code, output } = await conformance(suites.alpha, ['--url', withFixtures.url, '--requirements', revision])
    expect(code, summary(output)).toBe(0)
    expect(passed(output)).toBeGreaterThanOrEqual(revision === '2025-11-25' ? 84 : 160)
  })

  test('every active scenario of the stable suite passes', async () => {
    const { code, output } = await conformance(suites.stable, ['--url', withFixtures.url])
    expect(code, summary(output)).toBe(0)
    expect(summary(output)).toMatch(/Total: \d+ passed, 0 failed/)
    expect(passed(output)).toBeGreaterThanOrEqual(40)
  })

  test.each(['http-header-validation', 'http-custom-header-server-validation', 'json-schema-2020-12'])(
    '%s passes, though it is not scored',
    async scenario => {
      const args = ['--url', withFixtures.url, '--scenario', scenario, '--spec-version', '2026-07-28']
      const { code, output } = await conformance(suites.alpha, args)
      expect(code, output.slice(-3000)).toBe(0)
    },
  )
})

describe('the official conformance suite, on the shop as it is', { timeout: 120_000 }, () => {
  test.each(['2025-11-25', '2026-07-28'])('%s fails exactly where the baseline explains it', async revision => {
    const args = ['--url', bare.url, '--requirements', revision, '--expected-failures', baseline]
    const { code, output } = await conformance(suites.alpha, args)
    expect(code, summary(output)).toBe(0)
  })
})

/** How many checks passed in all, so that a suite which ran nothing cannot pass for one which passed. */
const passed = (output: string): number => Number(/Total: (\d+) passed/.exec(output)?.[1] ?? 0)
