import { CommerceError } from '@mitchweb/engine/contract'
import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { named } from '../http/api.ts'
import { identityOf } from '../http/identity.ts'
import { refusal } from './account-refusals.ts'
import { type AgentShown, agentsPage } from './agents-page.ts'
import { askAccounts } from './ask-accounts.ts'
import { consentPage, failurePage, leadingPage, type Question } from './consent-page.ts'
import { formOf } from './form.ts'
import { page, shopName } from './page.ts'
import { shopOf } from './page-identity.ts'
import { pageLanguage } from './page-language.ts'
import { fromOwnPage } from './same-origin.ts'

type AgentRouter = {
  readonly engine: GatewayEngine
  readonly looking: readonly RequestHandler[]
  readonly acting: readonly RequestHandler[]
}

/** The pages on which people decide which assistants act for them. */
export function agentRouter({ engine, looking, acting }: AgentRouter): Router {
  const router = Router()
  const parsed = express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 20, inflate: false })
  const taking = [...acting, fromOwnPage(engine.publicUrl), parsed]
  const spoken = async (request: Request, response: Response) => ({
    shop: await shopName(shopOf(engine, response)),
    language: pageLanguage(request, response),
  })
  const ask = async <T>(request: Request, path: string, body?: unknown): Promise<T> =>
    (await (await askAccounts({ engine, request }, path, body)).json()) as T

  router.get('/connect', named('/account/connect'), ...looking, async (request, response) => {
    const location = `/api/auth/oauth2/authorize${queryOf(request)}`
    page(response).send(leadingPage({ ...(await spoken(request, response)), location }))
  })
  router.get('/connect/failure', named('/account/connect/failure'), ...looking, async (request, response) => {
    const reason = new URLSearchParams(queryOf(request)).get('error') ?? undefined
    page(response.status(400)).send(failurePage({ ...(await spoken(request, response)), reason }))
  })
  router.get('/consent', named('/account/consent'), ...looking, signedIn, async (request, response) => {
    const query = queryOf(request).slice(1)
    const said = await spoken(request, response)
    try {
      const question = await ask<Question>(request, '/show-question', { query })
      page(response).send(consentPage({ ...said, query, question }))
    } catch (error) {
      page(refusal(response, error)).send(failurePage({ ...said, reason: reasonOf(error) }))
    }
  })
  router.post('/consent', named('/account/consent'), ...taking, signedIn, async (request, response) => {
    const { query, decision } = formOf(request.body)
    const said = await spoken(request, response)
    try {
      const decided = { query, accept: decision === 'allow' }
      const { location } = await ask<{ location: string }>(request, '/decide-question', decided)
      page(response).send(leadingPage({ ...said, location }))
    } catch (error) {
      page(refusal(response, error)).send(failurePage({ ...said, reason: reasonOf(error) }))
    }
  })
  router.get('/agents', named('/account/agents'), ...looking, signedIn, async (request, response) => {
    const { agents } = await ask<{ agents: AgentShown[] }>(request, '/list-agents')
    page(response).send(agentsPage({ ...(await spoken(request, response)), agents, mcpUrl: `${engine.publicUrl}/mcp` }))
  })
  router.post('/agents', named('/account/agents'), ...taking, signedIn, async (request, response) => {
    const { client_id } = formOf(request.body)
    await ask(request, '/disconnect-agent', { client_id })
    response.redirect(303, '/account/agents')
  })
  return router
}

/** Who is not signed in does that first, and comes back to where they were. */
const signedIn: RequestHandler = (request, response, next) => {
  if (identityOf(response).credential) return next()
  const from = request.method === 'GET' ? request.originalUrl : '/account/agents'
  response.redirect(303, `/account/sign-in?next=${encodeURIComponent(from)}`)
}

/** Why the engine refused, by the names that the texts have; the sentence is for programs, and English. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof CommerceError)) return undefined
  return error.code === 'not_found' ? 'invalid_client' : String(error.details.reason ?? '')
}

/** The query of an address as it came, with its question mark: it is signed as it stands. */
const queryOf = (request: Request): string => new URL(request.originalUrl, 'http://shop').search
