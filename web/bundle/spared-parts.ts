import type { Plugin } from 'vite'

/**
 * Parts of the router that browsers would be sent though this shop never switches them on: telling others of each step,
 * and asking for routes one by one. In their place stands what they do while they are off. Where another version of the
 * router names other things in them the build fails; where it moves them, pages outgrow the budget that a test holds.
 */
export function sparedParts(): Plugin {
  return {
    name: 'spared-parts',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    load(id) {
      const path = id.replaceAll('\\', '/')
      return Object.entries(whileOff).find(([file]) => path.endsWith(`/react-router/dist/production/lib/${file}`))?.[1]
    },
  }
}

const whileOff: Readonly<Record<string, string>> = {
  'router/instrumentation.js': `
    export const consumeInstrumentationClientResultMetaReceiver = () => undefined
    export const getRouteInstrumentationUpdates = () => ({})
    export const instrumentClientSideRouter = router => router
    export const instrumentHandler = handler => handler
    export const instrumentationResultMetaContext = undefined`,
  'dom/ssr/fog-of-war.js': `
    export const URL_LIMIT = 0
    export const getManifestPath = () => undefined
    export const getPartialManifest = manifest => manifest
    export const getPatchRoutesOnNavigationFunction = () => undefined
    export const getPathsWithAncestors = () => []
    export const handleClientVersionMismatch = () => undefined
    export const isFogOfWarEnabled = () => false
    export const useFogOFWarDiscovery = () => undefined`,
}
