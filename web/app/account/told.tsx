import { Notice } from '../components/notice.tsx'
import { useAccountWords } from './words.ts'

/** Says what was just done, by the name that the address has for it. */
export function Told({ done }: { done: string | null }) {
  const words = useAccountWords()
  const told = done === null ? undefined : words.done[done]
  return told ? <Notice kind="good">{told}</Notice> : null
}
