import { routes } from '../rest-api/src/routes.ts'

const patterns = routes.map(({ operation, method, path }) => ({
  operation,
  method,
  pattern: new RegExp(`^/api${path.replace(/\{\w+\}/g, '[^/]+')}$`),
}))

/** Which operation of the gateway a request asks for. */
export const matchRoute = (method: string, path: string): string | undefined =>
  patterns.find(route => route.method === method && route.pattern.test(path))?.operation
