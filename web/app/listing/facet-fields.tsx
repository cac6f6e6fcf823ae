import { Field } from '../components/field.tsx'
import { useWords } from '../language/words.tsx'
import type { List } from './list.server.ts'

type Facet = List['facets'][number]

/** One thing that a list can be narrowed by, as fields of a form. */
export function FacetFields({ facet, params }: { facet: Facet; params: URLSearchParams }) {
  const words = useWords()
  if (facet.filter === 'price') return <PriceFields params={params} />
  if (facet.filter === 'available' || facet.filter === 'on_sale') {
    const label = facet.filter === 'available' ? words.onlyAvailable : words.onlyReduced
    return <Tick name={facet.filter} value="1" label={label} isTicked={params.has(facet.filter)} />
  }
  if (!facet.values || facet.values.length === 0) return null
  const name = facet.filter === 'attributes' ? facet.name : facet.filter
  const title = facet.filter === 'attributes' ? facet.name : words.facetNames[facet.filter]
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-semibold">{title}</legend>
      {facet.values.map(({ value, count, selected }) => (
        <Tick key={value} name={name} value={value} label={lastOf(value)} count={count} isTicked={selected === true} />
      ))}
    </fieldset>
  )
}

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
    <fieldset>
      <legend className="mb-1 text-sm font-semibold">{words.facetNames.price}</legend>
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={words.priceFrom}
          name="price_min"
          inputMode="decimal"
          defaultValue={params.get('price_min') ?? ''}
        />
        <Field
          label={words.priceTo}
          name="price_max"
          inputMode="decimal"
          defaultValue={params.get('price_max') ?? ''}
        />
      </div>
    </fieldset>
  )
}
