import { Button } from '../components/button.tsx'
import { Card } from './card.tsx'
import { Refusal } from './door-page.tsx'
import type { Refused } from './refusal.server.ts'
import { useTime } from './times.ts'
import { useAccountWords } from './words.ts'

export type SessionShown = {
  readonly id: string
  readonly is_current: boolean
  readonly created_at: string
  readonly user_agent?: string
  readonly address?: string
}

/** Where somebody is signed in, and the end of it, one by one or everywhere. */
export function Sessions({ sessions, refused }: { sessions: readonly SessionShown[]; refused: Refused | undefined }) {
  const words = useAccountWords()
  return (
    <Card title={words.signedInAt}>
      <Refusal refused={refused?.step === 'session' ? refused : undefined} />
      <ul aria-label={words.signedInAt} className="border-t border-line">
        {sessions.map(session => (
          <Session key={session.id} session={session} />
        ))}
      </ul>
      <form method="post" action="/account/sign-out-everywhere">
        <Button>{words.signOutEverywhere}</Button>
      </form>
    </Card>
  )
}

function Session({ session: { id, is_current, created_at, user_agent, address } }: { session: SessionShown }) {
  const words = useAccountWords()
  const time = useTime()(created_at)
  return (
    <li className="flex items-center justify-between gap-4 border-b border-line py-3">
      <p className="min-w-0">
        <strong>{[browserName(user_agent) ?? words.aProgram, ...(is_current ? [words.here] : [])].join(', ')}</strong>{' '}
        <span className="text-sm text-quiet">{[words.since(time), ...(address ? [address] : [])].join(' · ')}</span>
      </p>
      {!is_current && (
        <form method="post" action="/account/session">
          <input type="hidden" name="id" value={id} />
          <Button weight="quiet" aria-label={words.endSession(time)}>
            {words.end}
          </Button>
        </form>
      )}
    </li>
  )
}

/** A word for the browser, as far as it says: what it says whole is long and for machines. */
function browserName(agent = ''): string | undefined {
  const [, name] = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent) ?? []
  const known: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera' }
  return name && (known[name] ?? name)
}
