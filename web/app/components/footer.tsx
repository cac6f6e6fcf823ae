import { Form } from 'react-router'
import { languageNames } from '../language/languages.ts'
import { useWords } from '../language/words.tsx'
import type { RootData } from '../root.tsx'
import { Button } from './button.tsx'
import { Choice } from './field.tsx'

export function Footer({ root: { shop, choice, address, publicUrl } }: { root: RootData }) {
  const words = useWords()
  return (
    <footer className="border-t border-line bg-soft">
      <div className="mx-auto grid w-full max-w-[78rem] gap-10 px-4 py-12 sm:px-8 md:grid-cols-[1.4fr_1fr]">
        <section>
          <h2 className="mb-2">{words.forAssistants}</h2>
          <p className="mb-3 max-w-[34rem] text-quiet">{words.forAssistantsText}</p>
          <code className="rounded-sm bg-card px-2 py-1">{publicUrl}/mcp</code>
        </section>
        <Form
          action="/choice"
          method="post"
          reloadDocument
          className="grid content-start gap-3 sm:grid-cols-[1fr_1fr_auto] sm:items-end md:grid-cols-2 lg:grid-cols-[1fr_1fr_auto]"
        >
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
          <Button>{words.save}</Button>
        </Form>
      </div>
    </footer>
  )
}
