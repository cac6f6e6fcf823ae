#!/usr/bin/env node
// Plain JavaScript that any Node can read, because it says so when this Node is too old for the shop.
import { existsSync } from 'node:fs'
import * as nodeModule from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `mitchweb-mcp needs Node 22.22 or newer, and this is Node ${process.versions.node}. Start it with a newer one.\n`,
  )
  process.exit(1)
}

nodeModule.enableCompileCache?.()

const source = new URL('../src/stdio.ts', import.meta.url)
const built = new URL('../dist/stdio.js', import.meta.url)

// A published package holds no source. In the repository the workspaces are their sources, as with
// --conditions=mitchweb-src, which a program that is started by its name has no way to pass.
const entry = existsSync(source) ? source : built
const conditions = entry === source ? ['mitchweb-src'] : []

nodeModule.registerHooks({
  resolve(specifier, context, next) {
    const { parentURL = '' } = context
    // For each file of a package Node reads that package's package.json again to learn what kind of file it is. Drizzle's
    // is half a megabyte, which was half of the time to the first answer; its files that end in .js are all modules.
    if (specifier.startsWith('.') && specifier.endsWith('.js') && parentURL.includes('/node_modules/drizzle-orm/')) {
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
    }
    return next(specifier, { ...context, conditions: [...context.conditions, ...conditions] })
  },
})

const { main } = await import(entry.href)
await main(process.argv.slice(2))
