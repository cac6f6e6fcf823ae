import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'

export default defineConfig({
  plugins: [engineStaysOutside(), tailwindcss(), reactRouter()],
  // What the pages need is in one file, but for the engine.
  ssr: { noExternal: true },
  build: { target: 'es2023' },
  environments: { ssr: { build: { rolldownOptions: { input: 'server/storefront.ts' } } } },
})

/** An error that the engine throws is known by its class, so that there may be only one engine. */
function engineStaysOutside(): Plugin {
  const contract = '@mitchweb/engine/contract'
  return {
    name: 'engine-stays-outside',
    enforce: 'pre',
    resolveId: id => (id === contract ? { id, external: true } : undefined),
  }
}
