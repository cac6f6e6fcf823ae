import { useAgentWords } from './agent-words.ts'

/**
 * Leads on to another address at once. A form may lead within the shop only, so what comes after one goes by a page. The address is the library's, which takes no scheme that runs anything.
 */
export function Leading({ location }: { location: string }) {
  const { leading } = useAgentWords()
  return (
    <section className="mx-auto grid max-w-[34rem] gap-5 py-6 md:py-12">
      <meta httpEquiv="refresh" content={`0; url=${location}`} />
      <h1>{leading.title}</h1>
      <p className="text-lg text-quiet">{leading.text}</p>
      <p>
        <a href={location} className="underline">
          {leading.link}
        </a>
      </p>
    </section>
  )
}
