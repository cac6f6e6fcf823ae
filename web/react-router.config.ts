import type { Config } from '@react-router/dev/config'

export default {
  ssr: true,
  appDirectory: 'app',
  buildDirectory: 'build',
  // The shop has few routes: one request less than asking for each as it comes into sight.
  routeDiscovery: { mode: 'initial' },
  // What a page does in the browser is a few lines, smaller with the page than as a file.
  splitRouteModules: false,
} satisfies Config
