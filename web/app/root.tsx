import latin from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?url'
import type { ReactNode } from 'react'
import {
  data,
  isRouteErrorResponse,
  Links,
  type LinksFunction,
  type LoaderFunctionArgs,
  Meta,
  type MetaFunction,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from 'react-router'
import { useOtherTabs } from './cart/other-tabs.ts'
import { Failure } from './components/failure.tsx'
import { Footer } from './components/footer.tsx'
import { Header } from './components/header.tsx'
import { Speaking, useWords } from './language/words.tsx'
import { ReadyForOffline } from './offline/offline.tsx'
import styles from './styles.css?url'
import { openCart } from './visit/cart.server.ts'
import { choiceOf, isOwnLanguage } from './visit/choice.server.ts'
import { visitContext } from './visit/visit.ts'
import { GoingOn } from './waiting/going-on.tsx'
import { OnItsWay } from './waiting/on-its-way.tsx'
import { usePageFocus } from './waiting/page-focus.ts'
import { Troubled } from './waiting/troubled.tsx'

export const links: LinksFunction = () => [
  { rel: 'preload', href: latin, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'stylesheet', href: styles },
  { rel: 'alternate', type: 'application/rss+xml', href: '/feeds/google.xml' },
  { rel: 'icon', href: '/assets/icon.svg', type: 'image/svg+xml' },
]

export async function loader({ request, url, context }: LoaderFunctionArgs) {
  const visit = context.get(visitContext)
  const { shop, publicShop, isSignedIn, publicUrl, policies, nonce } = visit
  const store = await visit.store()
  const choice = choiceOf({ request, url }, store)
  const { language } = choice
  const [{ description }, { categories }, cart, written] = await Promise.all([
    isOwnLanguage(store, language) ? store : shop.getStore({ language }),
    shop.listCategories({ language }),
    openCart(request, shop),
    policies(publicShop, language),
  ])
  return data({
    shop: { name: store.name, description, includesTax: store.prices_include_tax, currencies: store.currencies },
    choice,
    publicUrl,
    address: url.pathname,
    isSignedIn,
    categories: categories.filter(({ parent }) => parent === undefined).map(({ handle, title }) => ({ handle, title })),
    policies: written,
    inCart: cart?.line_items.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0,
    // For the page as it is sent; a browser hides it from scripts.
    nonce,
  })
}

/** Of pages that say nothing themselves, such as one that does not exist. */
export const meta: MetaFunction<typeof loader> = ({ loaderData }) => [{ title: loaderData?.shop.name ?? 'Shop' }]

export type RootData = Awaited<ReturnType<typeof loader>>['data']

export const useRoot = () => useRouteLoaderData<typeof loader>('root')

export function Layout({ children }: { children: ReactNode }) {
  const root = useRoot()
  const language = root?.choice.language ?? 'en'
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links nonce={root?.nonce} />
        {root?.choice.languages.map(each => (
          <Alternate key={each} language={each} root={root} />
        ))}
      </head>
      <body className="min-h-dvh flex flex-col">
        <Speaking language={language}>{children}</Speaking>
        <ScrollRestoration nonce={root?.nonce} />
        <Scripts nonce={root?.nonce} />
      </body>
    </html>
  )
}

const Alternate = ({ language, root }: { language: string; root: RootData }) => (
  <link rel="alternate" hrefLang={language} href={`${root.publicUrl}${root.address}?lang=${language}`} />
)

export default function App() {
  useOtherTabs()
  return (
    <Frame>
      <OnItsWay>
        <Outlet />
      </OnItsWay>
    </Frame>
  )
}

function Frame({ children }: { children: ReactNode }) {
  const root = useRoot()
  const { skip } = useWords()
  const page = usePageFocus()
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:z-20 focus:m-2 focus:rounded-sm focus:bg-ink focus:px-4 focus:py-2 focus:text-paper"
      >
        {skip}
      </a>
      <GoingOn />
      {root && <Header root={root} />}
      <main
        ref={page}
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-[78rem] grow px-4 pb-20 pt-6 outline-none sm:px-8"
      >
        {children}
      </main>
      <Troubled />
      {root && <Footer root={root} />}
      {root && <ReadyForOffline language={root.choice.language} inCart={root.inCart} />}
    </>
  )
}

/** What browsers say, each in its own words, where no answer came at all. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof TypeError && /failed to fetch|networkerror|load failed/i.test(error.message)

export function ErrorBoundary() {
  const error = useRouteError()
  return (
    <Frame>
      <Failure status={isRouteErrorResponse(error) ? error.status : isUnreachable(error) ? 'offline' : 500} />
    </Frame>
  )
}
