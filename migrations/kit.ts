import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { defineConfig } from 'drizzle-kit'

// drizzle-kit looks for drizzle-orm beside itself, but npm keeps that in the engine's folder.
const engine = new URL('../engine/package.json', import.meta.url)
const fromEngine = createRequire(engine)
let isAsking = false

registerHooks({
  resolve: (specifier, context, next) => {
    if (isAsking || !/^drizzle-orm(\/|$)/.test(specifier)) return next(specifier, context)
    if (!context.conditions.includes('require')) return next(specifier, { ...context, parentURL: engine.href })
    isAsking = true
    try {
      return { url: pathToFileURL(fromEngine.resolve(specifier)).href, format: 'commonjs', shortCircuit: true }
    } finally {
      isAsking = false
    }
  },
})

/** How drizzle-kit writes one database's migrations from the rooms' tables. */
export const migrationsOf = (dialect: 'sqlite' | 'postgres') =>
  defineConfig({
    dialect: dialect === 'postgres' ? 'postgresql' : dialect,
    schema: `./engine/src/schema.${dialect}.ts`,
    out: `./migrations/${dialect}`,
    casing: 'snake_case',
  })
