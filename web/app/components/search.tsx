import { Form, useSearchParams } from 'react-router'
import { useWords } from '../language/words.tsx'

/** The one field that finds everything. Without scripts it is a form like any other. */
export function Search() {
  const words = useWords()
  const [params] = useSearchParams()
  const query = params.get('q') ?? ''
  return (
    <Form action="/search" role="search" className="relative flex">
      <label className="sr-only" htmlFor="q">
        {words.searchFor}
      </label>
      <input
        id="q"
        name="q"
        type="search"
        key={query}
        defaultValue={query}
        placeholder={words.searchFor}
        autoComplete="off"
        maxLength={200}
        className="min-h-11 w-full rounded-l-sm border border-r-0 border-line bg-card px-4 placeholder:text-quiet"
      />
      <button
        type="submit"
        className="whitespace-nowrap rounded-r-sm border border-ink bg-ink px-4 font-semibold text-paper"
      >
        {words.search}
      </button>
    </Form>
  )
}
