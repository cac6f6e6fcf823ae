import { Link, useLocation, useNavigation, useSearchParams } from 'react-router'
import { buttonLook } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { ProductGrid } from '../components/product-card.tsx'
import { WayHere } from '../components/way-here.tsx'
import { useWords } from '../language/words.tsx'
import type { Step } from '../visit/breadcrumbs.ts'
import { chosenIn, without } from './filters.ts'
import type { List } from './list.server.ts'
import { Narrowing } from './narrowing.tsx'

/** A list of products with all that narrows it. Its whole state is in the address, so that it can be shared. */
export function ListPage({ title, list, above = [] }: { title: string; list: List; above?: readonly Step[] }) {
  const words = useWords()
  const [params] = useSearchParams()
  const { pathname } = useLocation()
  const isLoading = useNavigation().location?.pathname === pathname
  const isNarrowable = list.cards.length > 0 || chosenIn(params).length > 0
  return (
    <>
      <WayHere steps={above} />
      <h1 className="mb-6">{title}</h1>
      {list.notes.map(({ code, content }) => (
        <Notice key={`${code} ${content}`} kind="plain">
          {content}
        </Notice>
      ))}
      <div className={isNarrowable ? 'grid gap-8 lg:grid-cols-[15rem_1fr]' : undefined}>
        {isNarrowable && <Narrowing list={list} key={`${pathname}?${params}`} />}
        <div aria-busy={isLoading} className={isLoading ? 'opacity-50 transition-opacity' : undefined}>
          <Chosen params={params} />
          {list.cards.length === 0 ? <Nothing /> : <ProductGrid cards={list.cards} isFirst />}
          <nav className="mt-12 flex flex-wrap items-center gap-4">
            {list.next && (
              <Link to={page(params, list.next)} prefetch="intent" className={buttonLook('plain')} rel="next">
                {words.moreProducts}
              </Link>
            )}
            {params.has('cursor') && (
              <Link to={without(params, 'cursor')} className={buttonLook('quiet')}>
                {words.firstPage}
              </Link>
            )}
          </nav>
        </div>
      </div>
    </>
  )
}

function page(params: URLSearchParams, cursor: string): string {
  const next = new URLSearchParams(params)
  next.set('cursor', cursor)
  return `?${next}`
}

function Chosen({ params }: { params: URLSearchParams }) {
  const words = useWords()
  const chosen = chosenIn(params)
  if (chosen.length === 0) return null
  const query = params.get('q')
  return (
    <ul className="mb-6 flex flex-wrap items-center gap-2">
      {chosen.map(({ name, value }) => (
        <li key={`${name} ${value}`}>
          <Link
            to={without(params, name, value)}
            aria-label={words.removeFilter(labelOf(words, name, value))}
            className="inline-flex min-h-9 items-center gap-2 rounded-sm bg-soft px-3 text-sm"
          >
            {labelOf(words, name, value)} <span aria-hidden>×</span>
          </Link>
        </li>
      ))}
      <li>
        <Link
          to={query ? `?q=${encodeURIComponent(query)}` : '?'}
          className="text-sm text-quiet underline underline-offset-4"
        >
          {words.clearFilters}
        </Link>
      </li>
    </ul>
  )
}

function labelOf(words: ReturnType<typeof useWords>, name: string, value: string): string {
  if (name === 'available') return words.onlyAvailable
  if (name === 'on_sale') return words.onlyReduced
  if (name === 'price_min') return `${words.priceFrom} ${value}`
  return name === 'price_max' ? `${words.priceTo} ${value}` : value
}

const Nothing = () => {
  const words = useWords()
  return (
    <div className="py-10">
      <h2 className="mb-2">{words.nothingFound}</h2>
      <p className="text-quiet">{words.nothingFoundHint}</p>
    </div>
  )
}
