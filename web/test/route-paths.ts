import type { RouteConfigEntry } from '@react-router/dev/routes'
import routes from '../app/routes.ts'

/** The address of every route of the storefront, as the storefront itself has them: "/products/:handle". */
export const routePaths = (): string[] => [...new Set(pathsOf(routes, ''))]

const pathsOf = (entries: readonly RouteConfigEntry[], above: string): string[] =>
  entries.flatMap(({ path, index, children }) => {
    const here = path === undefined ? above : `${above}/${path}`
    return children ? pathsOf(children, here) : [index ? here || '/' : here]
  })
