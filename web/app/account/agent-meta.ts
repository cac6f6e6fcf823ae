import type { AgentWords } from '../language/words-agents-en.tsx'
import { agentWordsIn } from './agent-words.ts'
import { hiddenMeta } from './hidden-meta.ts'

export const agentMeta = (path: string, title: (words: AgentWords) => string) =>
  hiddenMeta({ path, wordsIn: agentWordsIn, title })
