import { Form, Link } from 'react-router'
import { languageNames } from '../language/languages.ts'
import { useWords } from '../language/words.tsx'
import type { RootData } from '../root.tsx'
import { Button } from './button.tsx'
import { Choice } from './field.tsx'

export const Footer = ({ root }: { root: RootData }) => (
  <footer className="border-t border-line bg-soft">
    <div className="mx-auto grid w-full max-w-[78rem] gap-x-12 gap-y-10 px-4 py-12 sm:px-8 md:grid-cols-2 lg:grid-cols-[1fr_1.4fr_1.1fr]">
      <Policies root={root} />
      <Assistants root={root} />
      <Choices root={root} />
    </div>
  </footer>
)

function Policies({ root: { policies } }: { root: RootData }) {
  const words = useWords()
  if (policies.length === 0) return null
  return (
    <nav aria-labelledby="about-buying">
      <h2 id="about-buying" className="mb-2 text-lg">
        {words.policies}
      </h2>
      <ul>
        {policies.map(({ path, title }) => (
          <li key={path}>
            <Link to={path} prefetch="intent" className="inline-flex min-h-9 items-center hover:underline">
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Assistants({ root: { publicUrl } }: { root: RootData }) {
  const words = useWords()
  return (
    <section>
      <h2 className="mb-2 text-lg">{words.forAssistants}</h2>
      <p className="mb-3 max-w-[34rem] text-quiet">{words.forAssistantsText}</p>
      <code className="rounded-sm bg-card px-2 py-1">{publicUrl}/mcp</code>
    </section>
  )
}

function Choices({ root: { shop, choice, address } }: { root: RootData }) {
  const words = useWords()
  return (
    <Form action="/choice" method="post" reloadDocument className="grid grid-cols-2 content-start gap-3">
      <input type="hidden" name="back" value={address} />
      <Choice label={words.language} name="language" defaultValue={choice.language} key={choice.language}>
        {choice.languages.map(language => (
          <option key={language} value={language}>
            {languageNames[language]}
          </option>
        ))}
      </Choice>
      <Choice label={words.currency} name="currency" defaultValue={choice.currency} key={choice.currency}>
        {shop.currencies.map(currency => (
          <option key={currency}>{currency}</option>
        ))}
      </Choice>
      <Button className="justify-self-start">{words.save}</Button>
    </Form>
  )
}
