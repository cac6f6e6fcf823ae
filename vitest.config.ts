import { defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

// Setting the conditions replaces the defaults, so they are repeated. With ours, a workspace is its source.
const resolve = { conditions: ['mitchweb-src', ...defaultClientConditions] }
const ssr = { resolve: { conditions: ['mitchweb-src', ...defaultServerConditions] } }

const project = (name: string, include: string[], globalSetup: string[] = []) => ({
  resolve,
  ssr,
  // Every answer that a test receives is held against UCP, and nothing in the whole run may hold a secret.
  test: {
    name,
    include,
    globalSetup,
    setupFiles: ['test/ucp-hook.ts', 'test/secrets/hook.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})

const withDatabases = ['engine/test/postgres-server.ts']

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('rules', ['test/*.test.ts']),
      project(
        'doors',
        ['test/doors/**/*.test.ts', 'test/crash/**/*.test.ts', 'test/secrets/**/*.test.ts'],
        withDatabases,
      ),
      ...['engine', 'mcp-server', 'rest-api', 'web'].map(name =>
        project(name, [`${name}/src/**/*.test.ts`, `${name}/test/**/*.test.ts`], withDatabases),
      ),
    ],
    coverage: { include: ['*/{src,app}/**/*.ts'], exclude: ['**/*.test.ts'] },
  },
})
