import type { Scope, TextLanguage } from '@mitchweb/engine/contract'
import { englishAgentTexts } from './english-agent-texts.ts'
import { germanAgentTexts } from './german-agent-texts.ts'
import type { Html } from './html.ts'

/** What the pages say on which people decide who acts for them, in one language. */
export type AgentTexts = {
  /** What an assistant may do by a scope, each as the end of `couldThen`. */
  readonly scopes: Readonly<Partial<Record<Scope | 'offline_access', string>>> &
    Readonly<Record<string, string | undefined>>
  readonly consent: {
    /** For one that does not say what it is called. */
    readonly nameless: string
    readonly title: (name: string) => string
    readonly heading: (asking: { readonly name: string; readonly shop: string }) => string
    readonly belongsTo: (host: string) => Html
    readonly notVerified: Html
    readonly answerGoesTo: (place: string) => Html
    readonly localProgram: string
    readonly localApp: (scheme: string) => string
    readonly couldThen: (email: string) => Html
    /** That buying is not paying, and where a budget is granted; for who asks for leave to buy. */
    readonly paying: string
    readonly allow: string
    readonly refuse: string
    readonly never: string
  }
  readonly leading: { readonly title: string; readonly text: (location: string) => Html }
  readonly failure: {
    readonly title: string
    readonly next: string
    readonly other: string
    readonly reasons: Readonly<Record<string, string | undefined>>
  }
  readonly agents: {
    readonly title: string
    readonly heading: string
    readonly none: string
    readonly since: (times: { readonly connected: string; readonly used: string | undefined }) => string
    readonly id: string
    readonly disconnect: string
    readonly budgets: Html
    readonly connecting: (mcpUrl: string) => Html
    readonly account: string
  }
}

export const agentTexts: Readonly<Record<TextLanguage, AgentTexts>> = { en: englishAgentTexts, de: germanAgentTexts }
