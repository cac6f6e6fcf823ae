import { Link, NavLink } from 'react-router'
import { useCountInCart } from '../cart/count-in-cart.ts'
import { useWords } from '../language/words.tsx'
import type { RootData } from '../root.tsx'
import { useChosenInSight } from './chosen-in-sight.ts'
import { Search } from './search.tsx'

export function Header({ root: { shop, categories, inCart, isSignedIn } }: { root: RootData }) {
  const words = useWords()
  const count = useCountInCart(inCart)
  const tabs = useChosenInSight()
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex w-full max-w-[78rem] flex-wrap items-center gap-x-3 gap-y-3 px-4 pb-3 pt-4 sm:gap-x-6 sm:px-8">
        <Link to="/" prefetch="intent" className="text-xl font-bold tracking-tight">
          {shop.name}
        </Link>
        <div className="order-last w-full grow md:order-none md:w-auto print:hidden">
          <Search />
        </div>
        <div className="ml-auto flex items-center gap-4 font-medium sm:gap-5 print:hidden">
          <a href="/account" className="hover:underline">
            {isSignedIn ? words.account : words.signIn}
          </a>
          <Link to="/cart" prefetch="intent" className="inline-flex items-center gap-1.5 hover:underline sm:gap-2">
            {words.cart}
            <span className="min-w-6 rounded-full bg-ink px-1.5 text-center text-sm text-paper">
              {count}
              <span className="sr-only"> {words.itemsOf(count)}</span>
            </span>
          </Link>
        </div>
      </div>
      <nav
        ref={tabs}
        aria-label={words.categories}
        className="mx-auto w-full max-w-[78rem] overflow-x-auto px-4 sm:px-8"
      >
        <ul className="flex gap-6 whitespace-nowrap">
          <Tab to="/search" title={words.all} />
          {categories.map(({ handle, title }) => (
            <Tab key={handle} to={`/categories/${encodeURIComponent(handle)}`} title={title} />
          ))}
        </ul>
      </nav>
    </header>
  )
}

const Tab = ({ to, title }: { to: string; title: string }) => (
  <li>
    <NavLink
      to={to}
      prefetch="intent"
      className="block border-b-2 border-transparent py-2.5 text-quiet hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
    >
      {title}
    </NavLink>
  </li>
)
