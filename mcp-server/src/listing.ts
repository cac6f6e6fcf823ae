import type { ListToolsRequest, ListToolsResult, McpServer, ServerContext } from '@modelcontextprotocol/server'

type ListHandler = (request: ListToolsRequest, ctx: ServerContext) => Promise<ListToolsResult>
type Protocol = { setRequestHandler: (method: string, handler: ListHandler) => void }

/**
 * The SDK lists every tool that it lets be called. The handler that it sets for `tools/list` while tools are registered is
 * wrapped, so that only some are listed and all are answered.
 */
export function listingOnly(
  { server }: McpServer,
  isListed: (name: string, ctx: ServerContext) => boolean,
  register: () => void,
): void {
  // With the capability in its constructor the server would have set the handler already.
  server.registerCapabilities({ tools: { listChanged: false } })
  const protocol = server as unknown as Protocol
  const set = protocol.setRequestHandler
  protocol.setRequestHandler = (method, handler) => {
    const only: ListHandler = async (request, ctx) => {
      const { tools, ...rest } = await handler(request, ctx)
      return { ...rest, tools: tools.filter(({ name }) => isListed(name, ctx)) }
    }
    set.call(protocol, method, method === 'tools/list' ? only : handler)
  }
  register()
  protocol.setRequestHandler = set
}
