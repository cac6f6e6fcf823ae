import { type ComponentType, useCallback, useEffect, useState } from 'react'
import { Form, useSearchParams } from 'react-router'
import { useWords } from '../language/words.tsx'

type Suggesting = ComponentType<{ field: HTMLInputElement }>

/** The one field that finds everything. Without scripts it is a form like any other; who goes there gets suggestions. */
export function Search() {
  const words = useWords()
  const [params] = useSearchParams()
  const [field, setField] = useState<HTMLInputElement | null>(null)
  const [Suggestions, setSuggestions] = useState<Suggesting>()
  const query = params.get('q') ?? ''
  const suggest = useCallback(
    () =>
      import('../search/suggestions.tsx').then(
        loaded => setSuggestions(() => loaded.Suggestions),
        // The field finds as well without.
        () => {},
      ),
    [],
  )
  // Who was in the field before the page's scripts were there.
  useEffect(() => {
    if (field && field === document.activeElement) suggest()
  }, [field, suggest])
  return (
    <Form action="/search" role="search" className="relative flex">
      <label className="sr-only" htmlFor="q">
        {words.searchFor}
      </label>
      <input
        ref={setField}
        id="q"
        name="q"
        type="search"
        key={query}
        defaultValue={query}
        placeholder={words.searchFor}
        autoComplete="off"
        maxLength={200}
        onFocus={suggest}
        className="min-h-11 w-full rounded-l-sm border border-r-0 border-line bg-card px-4 placeholder:text-quiet"
      />
      <button
        type="submit"
        className="whitespace-nowrap rounded-r-sm border border-ink bg-ink px-4 font-semibold text-paper"
      >
        {words.search}
      </button>
      {Suggestions && field && <Suggestions field={field} />}
    </Form>
  )
}
