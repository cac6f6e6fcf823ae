import { gridLook } from '../components/product-card.tsx'

export type Kind = 'list' | 'product'

/** The outline of a page that is on its way: what comes takes the same places, so that nothing moves. */
export const Skeleton = ({ kind }: { kind: Kind }) => (
  <div aria-hidden="true" data-skeleton={kind} className="motion-safe:animate-pulse">
    {kind === 'list' ? <List /> : <Product />}
  </div>
)

const Bar = ({ className }: { className: string }) => <div className={`rounded-sm bg-soft ${className}`} />

const List = () => (
  <>
    <div className="mb-6 text-2xl">
      <Bar className="h-lh w-1/2" />
    </div>
    <div className="grid gap-8 lg:grid-cols-[15rem_1fr]">
      <div>
        <Bar className="h-11" />
        {numbers(8).map(number => (
          <Bar key={number} className="mt-5 hidden h-6 lg:block" />
        ))}
      </div>
      <div className={gridLook}>
        {numbers(8).map(number => (
          <div key={number}>
            <Bar className="mb-3 aspect-[4/5]" />
            <Bar className="mb-2 h-5 w-3/4" />
            <Bar className="h-5 w-1/3" />
          </div>
        ))}
      </div>
    </div>
  </>
)

const Product = () => (
  <>
    <div className="mb-4 text-sm">
      <Bar className="h-lh w-1/3" />
    </div>
    <div className="grid gap-8 md:grid-cols-[1.2fr_1fr] md:gap-12">
      <Bar className="aspect-[4/5]" />
      <div>
        <Bar className="mb-3 h-5 w-1/4" />
        <Bar className="mb-6 h-10 w-3/4" />
        <Bar className="mb-3 h-7 w-1/3" />
        <Bar className="mb-10 h-5 w-1/2" />
        <Bar className="h-11" />
      </div>
    </div>
  </>
)

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
