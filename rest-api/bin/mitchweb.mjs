#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that an old one gets a sentence and not a crash.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `mitchweb needs Node 22.22 or newer; this is ${process.versions.node}. In the repository, "npm start" brings its own.\n`,
  )
  process.exit(1)
}

const { existsSync } = await import('node:fs')
const nodeModule = await import('node:module')

// In the repository the packages run from their sources; as published, from what was built.
const isSource = existsSync(new URL('../src/main.ts', import.meta.url))
if (isSource) {
  nodeModule.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: ['mitchweb-src', ...(context.conditions ?? [])] }),
  })
}
nodeModule.enableCompileCache?.()

const { main } = await import(isSource ? '../src/main.ts' : '../dist/main.js')
process.exitCode = await main(process.argv.slice(2))
