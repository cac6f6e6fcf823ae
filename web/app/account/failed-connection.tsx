import { useAgentWords } from './agent-words.ts'

/** What went wrong before anybody could be led back to the application, by its reason where there is one. */
export function FailedConnection({ reason }: { reason: string | undefined }) {
  const { failure } = useAgentWords()
  return (
    <section className="mx-auto grid max-w-[38rem] gap-5 py-6 md:py-12">
      <h1>{failure.title}</h1>
      <p className="text-lg">{failure.reasons[reason ?? ''] ?? failure.other}</p>
      <p className="text-quiet">{failure.next}</p>
    </section>
  )
}
