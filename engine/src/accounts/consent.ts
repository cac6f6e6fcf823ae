import { z } from 'zod'
import { CommerceError } from '../shared/errors.ts'
import { clientById } from './agent-records.ts'
import { type Asked, answer, bodyAs, type Desk, signedIn } from './desk.ts'
import { type Question, questionIn } from './signed-questions.ts'
import { basePath } from './wire.ts'

const query = () => z.string().min(1, 'is missing').max(8000, 'is too long')

const form = z.strictObject({ query: query() })

/** What an application asks for, in the words of the contract; for the page that puts it to the person. */
export async function showQuestion(desk: Desk, asked: Asked): Promise<Response> {
  const { email } = signedIn(asked)
  const { clientId, redirectUri, scopes, doors } = await questionOf(desk, bodyAs(form, asked).query)
  const client = await desk.storage.read(tx => clientById(tx, clientId))
  if (!client) throw new CommerceError('not_found', 'The application is not known any more.')
  return answer({
    client: { id: clientId, ...(client.name && { name: client.name }), is_proved: client.isProved },
    redirect_uri: redirectUri,
    scopes,
    doors,
    email,
  })
}

const decision = z.strictObject({ query: query(), accept: z.boolean() })

/** Notes what the person decided and answers where their browser goes on. */
export async function decideQuestion(desk: Desk, asked: Asked): Promise<Response> {
  signedIn(asked)
  const { query: oauth_query, accept } = bodyAs(decision, asked)
  await questionOf(desk, oauth_query)
  const { handler } = await desk.library()
  const headers = new Headers(asked.headers)
  headers.set('accept', 'application/json')
  headers.set('content-type', 'application/json')
  headers.set('origin', new URL(desk.publicUrl).origin)
  const body = JSON.stringify({ accept, oauth_query })
  const url = `${desk.publicUrl}${basePath}/oauth2/consent`
  const decided = await handler(new Request(url, { method: 'POST', headers, body }))
  if (decided.ok) return answer({ location: leadsTo.parse(await decided.json()).url })
  throw new CommerceError('invalid_input', 'The application’s question does not count any more. Begin again there.', {
    reason: 'question',
  })
}

const leadsTo = z.object({ url: z.string() })

const questionOf = (desk: Desk, signed: string): Promise<Question> =>
  desk.storage.read(async ({ now }) => questionIn({ ...desk, query: signed, now }))
