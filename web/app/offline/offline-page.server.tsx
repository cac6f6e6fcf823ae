import { renderToStaticMarkup } from 'react-dom/server'
import { buttonLook } from '../components/button.tsx'
import type { Language } from '../language/languages.ts'
import { Speaking, useWords } from '../language/words.tsx'
import styles from '../styles.css?url'

type About = { readonly shop: string; readonly language: Language }

/**
 * The page that a browser shows where the shop cannot be reached. It is kept by the browser, for whoever uses it next,
 * so that it says nothing of anybody; and it needs no script but for what is nice to know.
 */
export const offlinePage = (about: About): string =>
  `<!doctype html>${renderToStaticMarkup(
    <Speaking language={about.language}>
      <Page {...about} />
    </Speaking>,
  )}`

function Page({ shop, language }: About) {
  const words = useWords()
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${words.offline} · ${shop}`}</title>
        <link rel="stylesheet" href={styles} />
        <script type="module" src="/offline-page.js" />
      </head>
      <body className="flex min-h-dvh flex-col">
        <header className="border-b border-line">
          <div className="mx-auto w-full max-w-[78rem] px-4 py-4 sm:px-8">
            <a href="/" className="text-xl font-bold tracking-tight">
              {shop}
            </a>
          </div>
        </header>
        <main className="mx-auto grid w-full max-w-[78rem] grow content-center px-4 py-16 sm:px-8">
          <div className="max-w-[36rem]">
            <h1 className="mb-4">{words.offline}</h1>
            <p className="mb-6 text-lg text-quiet">{words.offlineText}</p>
            <p hidden data-cart data-one={words.cartWaits(1)} data-many={words.cartWaits('#')} className="mb-6" />
            {/* biome-ignore lint/a11y/useValidAnchor: it leads to the address in whose place this page stands */}
            <a href="" className={buttonLook('strong')}>
              {words.tryAgain}
            </a>
          </div>
        </main>
      </body>
    </html>
  )
}
