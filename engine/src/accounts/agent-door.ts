import { askableScopes, comingBack, resourceOf } from './agent-scopes.ts'
import { clientFacts } from './client-facts.ts'
import type { Desk } from './desk.ts'
import { agentPages, basePath, callerHeader } from './wire.ts'

type Caller = { readonly address: string }

/**
 * Answers what applications ask of the authorisation server, with the words and statuses of OAuth; undefined where the
 * address is none of its. A browser's cookie counts where a person is led through and nowhere else.
 */
export async function answerAgent(desk: Desk, request: Request, caller: Caller): Promise<Response | undefined> {
  const path = new URL(request.url).pathname.slice(basePath.length)
  if (path === '/oauth2/authorize') return only('GET', request) ?? authorize(desk, request, caller)
  if (path === '/oauth2/register') return only('POST', request) ?? register(desk, request, caller)
  if (path === '/oauth2/token' || path === '/oauth2/revoke') {
    return only('POST', request) ?? passOn(desk, { request, caller, path, body: await request.text() })
  }
  return undefined
}

function only(method: 'GET' | 'POST', request: Request): Response | undefined {
  if (request.method === method) return undefined
  return refusal(405, { error: 'invalid_request', error_description: `Only ${method} is possible here.` }, method)
}

function refusal(status: number, said: object, allow?: string): Response {
  return Response.json(said, { status, headers: { 'cache-control': 'no-store', ...(allow && { allow }) } })
}

/**
 * Who names no door means the one for assistants. Whoever may come back is not asked for it: access ends after an hour,
 * and people disconnect an assistant when they want to.
 */
async function authorize(desk: Desk, request: Request, caller: Caller): Promise<Response> {
  const asked = new URL(request.url).searchParams
  if (!asked.has('resource')) asked.set('resource', resourceOf(desk.publicUrl, '/mcp'))
  if (asked.getAll('scope').length < 2)
    asked.set('scope', withComingBack(asked.get('scope') ?? askableScopes.join(' ')))
  // The shop has one way to sign in and no other account to choose, so of the prompts only these two say something.
  if (!['consent', 'none'].includes(asked.get('prompt') ?? '')) asked.delete('prompt')
  asked.delete('max_age')
  const answer = await passOn(desk, { request, caller, path: `/oauth2/authorize?${asked}` })
  const leads = answer.headers.get('location') ?? ''
  if (!leads.startsWith(`${agentPages.signIn}?`)) return answer
  const next = `${agentPages.connect}?${asked}`
  return leadingTo(`${agentPages.signIn}?next=${encodeURIComponent(next)}`)
}

const withComingBack = (scope: string): string =>
  [...new Set([...scope.split(' ').filter(Boolean), comingBack])].join(' ')

const leadingTo = (location: string): Response =>
  new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } })

async function register(desk: Desk, request: Request, caller: Caller): Promise<Response> {
  const facts = clientFacts(await jsonOf(request))
  if (!facts) {
    const description = 'The body is a JSON object with redirect_uris, and at most a few hundred characters a field.'
    return refusal(400, { error: 'invalid_client_metadata', error_description: description })
  }
  return passOn(desk, { request, caller, path: '/oauth2/register', body: JSON.stringify(facts) })
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch {
    return undefined
  }
}

type Passing = {
  readonly request: Request
  readonly caller: Caller
  readonly path: string
  readonly body?: string
}

async function passOn({ publicUrl, library }: Desk, { request, caller, path, body }: Passing): Promise<Response> {
  const headers = new Headers({ [callerHeader]: caller.address })
  for (const name of body === undefined ? ['cookie'] : ['content-type', 'authorization']) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  const { handler } = await library()
  const url = `${publicUrl}${basePath}${path}`
  return handler(new Request(url, { method: request.method, headers, ...(body !== undefined && { body }) }))
}
