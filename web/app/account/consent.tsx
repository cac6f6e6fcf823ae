import { Button } from '../components/button.tsx'
import { useRoot } from '../root.tsx'
import { useAgentWords } from './agent-words.ts'

/** What an assistant asks a person for. */
export type Question = {
  readonly client: { readonly id: string; readonly name?: string; readonly is_proved: boolean }
  readonly redirect_uri: string
  readonly scopes: readonly string[]
  readonly email: string
}

/** Asks a person whether an assistant may act for them, and says for whom the answer is. */
export function Consent({ query, question }: { query: string; question: Question }) {
  const { consent, scopes: words } = useAgentWords()
  const shop = useRoot()?.shop.name ?? ''
  const { client, scopes, email } = question
  return (
    <section className="mx-auto max-w-[36rem] py-6 md:py-12">
      <h1 className="mb-6">{consent.heading(nameOf(client) ?? consent.nameless, shop)}</h1>
      <div className="grid gap-5 rounded-md bg-card p-6">
        <WhoAsks question={question} />
        <div>
          <p className="mb-2">{consent.couldThen(email)}</p>
          <ul className="grid list-disc gap-1 pl-5">
            {scopes.map(scope => (
              <li key={scope}>{words[scope] ?? scope}</li>
            ))}
          </ul>
        </div>
        {scopes.includes('checkout:write') && <p>{consent.paying}</p>}
        <form method="post" action="/account/consent" className="flex flex-wrap gap-3">
          <input type="hidden" name="query" value={query} />
          <Button weight="strong" name="decision" value="allow">
            {consent.allow}
          </Button>
          <Button name="decision" value="refuse">
            {consent.refuse}
          </Button>
        </form>
        <p className="text-sm text-quiet">{consent.never}</p>
      </div>
    </section>
  )
}

/** A name can be claimed by anyone; where the answer goes, and an address as an id, cannot. */
function WhoAsks({ question: { client, redirect_uri } }: { question: Question }) {
  const { consent } = useAgentWords()
  return (
    <p>
      {client.is_proved ? consent.belongsTo(hostOf(client.id) ?? client.id) : consent.notVerified}{' '}
      {consent.answerGoesTo(placeOf(redirect_uri, consent))}
    </p>
  )
}

type Places = Pick<ReturnType<typeof useAgentWords>['consent'], 'localProgram' | 'localApp'>

function placeOf(redirectUri: string, { localProgram, localApp }: Places): string {
  const { protocol, hostname } = new URL(redirectUri)
  if (protocol === 'https:') return hostname
  return protocol === 'http:' ? localProgram : localApp(protocol.slice(0, -1))
}

const nameOf = ({ name, id }: Question['client']): string | undefined => name ?? hostOf(id)

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname || undefined : undefined)
