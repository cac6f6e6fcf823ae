import { Form, useSearchParams, useSubmit } from 'react-router'
import { Button, buttonLook } from '../components/button.tsx'
import { Chevron } from '../components/chevron.tsx'
import { Choice } from '../components/field.tsx'
import { useWords } from '../language/words.tsx'
import { FacetFields } from './facet-fields.tsx'
import { chosenIn, sortOf, sorts } from './filters.ts'
import type { List } from './list.server.ts'

/** How many things a list can be narrowed by are open to begin with: of all of them it would be longer than the list. */
const openAtFirst = 3

/** What a list is narrowed and sorted by: beside it, and where there is no room for that, folded up above it. */
export function Narrowing({ list }: { list: List }) {
  const words = useWords()
  const submit = useSubmit()
  const [params] = useSearchParams()
  const sort = sortOf(params) ?? (list.query ? 'relevance' : 'newest')
  const chosen = chosenIn(params).length
  return (
    <Form>
      {list.query && <input type="hidden" name="q" value={list.query} />}
      <details className="group/all lg:[&::details-content]:[content-visibility:visible]">
        <summary className={`${buttonLook('plain')} w-full lg:hidden`}>
          {words.filterAndSort}
          {chosen > 0 && (
            <span className="min-w-6 rounded-full bg-ink px-1.5 text-center text-sm tabular-nums text-paper">
              {chosen}
            </span>
          )}
          <Chevron className="ml-auto group-open/all:rotate-180" />
        </summary>
        <div className="mt-5 grid gap-5 lg:mt-0">
          <Choice
            label={words.sort}
            name="sort"
            defaultValue={sort}
            onChange={event => event.currentTarget.form && submit(event.currentTarget.form)}
          >
            {sorts
              .filter(each => each !== 'relevance' || list.query)
              .map(each => (
                <option key={each} value={each}>
                  {words.sortOrders[each]}
                </option>
              ))}
          </Choice>
          <div className="border-b border-line">
            {list.facets.map((facet, index) => (
              <FacetFields
                key={`${facet.filter} ${facet.name}`}
                facet={facet}
                params={params}
                isOpen={index < openAtFirst}
              />
            ))}
          </div>
          <div className="sticky bottom-0 -mx-1 bg-paper px-1 py-3 lg:static">
            <Button className="w-full">{words.applyFilters}</Button>
          </div>
        </div>
      </details>
    </Form>
  )
}
