import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defaultClientConditions, defaultServerConditions, defineConfig, type Plugin } from 'vite'
import { sparedParts } from './bundle/spared-parts.ts'
import { serviceWorker } from './worker-plugin.ts'

// Setting the conditions replaces the defaults, so they are repeated. With ours, a workspace is its source.
const ours = 'mitchweb-src'

/** What every page needs comes as one file: in pieces it would be more, and later. */
const frame = {
  name: 'frame',
  test: /node_modules[\\/](?:react|react-dom|react-router|scheduler)[\\/]|preload-helper|[\\/]app[\\/](?:root\.tsx|(?:components|visit|waiting)[\\/])|words\.tsx$/,
}

export default defineConfig({
  plugins: [engineStaysOutside(), sparedParts(), tailwindcss(), reactRouter(), serviceWorker()],
  // What the pages need is in one file, but for the engine.
  resolve: { conditions: [ours, ...defaultClientConditions] },
  ssr: { noExternal: true, resolve: { conditions: [ours, ...defaultServerConditions] } },
  build: { target: 'es2023' },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [frame] } } } } },
    ssr: { build: { rolldownOptions: { input: 'server/storefront.ts' } } },
  },
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
