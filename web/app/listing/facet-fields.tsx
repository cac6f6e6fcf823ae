import type { ReactNode } from 'react'
import { Chevron } from '../components/chevron.tsx'
import { Field } from '../components/field.tsx'
import { useWords } from '../language/words.tsx'
import type { List } from './list.server.ts'

type Facet = List['facets'][number]

type Shown = { readonly facet: Facet; readonly params: URLSearchParams; readonly isOpen: boolean }

/** One thing that a list can be narrowed by, as fields of a form. What is chosen is in sight. */
export function FacetFields({ facet, params, isOpen }: Shown) {
  const words = useWords()
  if (facet.filter === 'price') {
    const isChosen = [params.get('price_min'), params.get('price_max')].some(Boolean)
    return (
      <Fold title={words.facetNames.price} isOpen={isOpen || isChosen}>
        <PriceFields params={params} />
      </Fold>
    )
  }
  if (facet.filter === 'available' || facet.filter === 'on_sale') {
    const label = facet.filter === 'available' ? words.onlyAvailable : words.onlyReduced
    return (
      <div className="border-t border-line py-1.5">
        <Tick name={facet.filter} value="1" label={label} isTicked={params.has(facet.filter)} />
      </div>
    )
  }
  if (!facet.values || facet.values.length === 0) return null
  const name = facet.filter === 'attributes' ? facet.name : facet.filter
  const title = facet.filter === 'attributes' ? facet.name : words.facetNames[facet.filter]
  return (
    <Fold title={title} isOpen={isOpen || facet.values.some(({ selected }) => selected)}>
      {facet.values.map(({ value, count, selected }) => (
        <Tick key={value} name={name} value={value} label={lastOf(value)} count={count} isTicked={selected === true} />
      ))}
    </Fold>
  )
}

type Folded = { readonly title: string; readonly isOpen: boolean; readonly children: ReactNode }

const Fold = ({ title, isOpen, children }: Folded) => (
  <details open={isOpen} className="group/one border-t border-line">
    <summary className="flex min-h-11 items-center justify-between gap-3 text-sm font-semibold">
      {title}
      <Chevron className="group-open/one:rotate-180" />
    </summary>
    {/* biome-ignore lint/a11y/useSemanticElements: its name is the summary above it, which no legend could be */}
    <div role="group" aria-label={title} className="grid gap-0.5 pb-4">
      {children}
    </div>
  </details>
)

/** The last part of a path such as "Kitchen > Mugs". */
const lastOf = (value: string): string => value.split(' > ').at(-1) ?? value

type Ticked = {
  readonly name: string
  readonly value: string
  readonly label: string
  readonly count?: number
  readonly isTicked: boolean
}

const Tick = ({ name, value, label, count, isTicked }: Ticked) => (
  <label className="flex min-h-8 items-center gap-2.5">
    <input type="checkbox" name={name} value={value} defaultChecked={isTicked} className="size-4.5 accent-accent" />
    <span className="min-w-0 grow">{label}</span>
    {count !== undefined && <span className="text-sm tabular-nums text-quiet">{count}</span>}
  </label>
)

function PriceFields({ params }: { params: URLSearchParams }) {
  const words = useWords()
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field
        label={words.priceFrom}
        name="price_min"
        inputMode="decimal"
        defaultValue={params.get('price_min') ?? ''}
      />
      <Field label={words.priceTo} name="price_max" inputMode="decimal" defaultValue={params.get('price_max') ?? ''} />
    </div>
  )
}
