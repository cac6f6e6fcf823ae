import type { BrowserContext, Page } from 'playwright-core'

/** Goes on to tell what runs, what the pages' own rules had to stop, and what is asked of anybody but the shop. */
export async function watchHarm(
  context: BrowserContext,
  { url, harm }: { url: string; harm: string[] },
): Promise<void> {
  await context.exposeFunction('tellHarm', (told: string) => harm.push(told))
  await context.addInitScript(() => {
    const { tellHarm } = globalThis as unknown as { tellHarm: (told: string) => void }
    for (const name of ['alert', 'confirm', 'prompt', 'print'])
      Object.defineProperty(globalThis, name, { value: () => tellHarm(`${name} ran on ${location.href}`) })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      tellHarm(`${violatedDirective} stopped ${blockedURI} on ${location.href}`),
    )
  })
  context.on('request', request => {
    if (new URL(request.url()).origin !== url) harm.push(`${request.url()} was asked for`)
  })
}

/** What of a page could run that the storefront has not put there itself. */
export const harmIn = async (page: Page): Promise<string[]> =>
  (await page.evaluate<string[]>(`(${harmOf})(document)`)).map(harm => `${harm} on ${page.url()}`)

/** The same of pages as the shop answers with them, which are read and not run. */
export async function harmInTexts(page: Page, answers: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (let from = 0; from < answers.length; from += 100) {
    const some = JSON.stringify(answers.slice(from, from + 100))
    const read = `answer => (${harmOf})(new DOMParser().parseFromString(answer, 'text/html'))`
    found.push(...(await page.evaluate<string[]>(`${some}.flatMap(${read})`)))
  }
  return found
}

/** Runs in the page, so that all it needs stands in it. The storefront's own scripts carry the nonce of the page. */
function harmOf(page: Document): string[] {
  const ownFile = /^\/(?:assets\/[\w.-]+|offline-page\.js)$/
  const isOwn = (script: HTMLScriptElement) =>
    script.type === 'application/ld+json' || script.nonce !== '' || ownFile.test(script.getAttribute('src') ?? '')
  const active = /^(?:script|iframe|frame|object|embed|base|svg|math|marquee|audio|video|style|template)$/
  return [...page.querySelectorAll('*')].flatMap(element => {
    const attributes = [...element.attributes].filter(
      ({ name, value }) =>
        name.startsWith('on') ||
        name === 'style' ||
        name === 'srcdoc' ||
        /^(?:javascript|vbscript|data):/i.test(value.replace(/\s/g, '')),
    )
    const harm = attributes
      // What a person sees typed is no address.
      .filter(({ name }) => !['value', 'content', 'alt', 'placeholder', 'aria-label'].includes(name))
      .map(({ name, value }) => `${element.localName} ${name}="${value.slice(0, 60)}"`)
    const isScript = element.localName === 'script'
    // Drawings of the storefront's own are hidden from screen readers, which no script thinks of.
    // What is still being sent has an empty place, by React's hand.
    const isPlace = element.localName === 'template' && /^[BP]:\d+$/.test(element.id) && element.innerHTML === ''
    const isKnown = isScript
      ? isOwn(element as HTMLScriptElement)
      : isPlace || element.matches('svg[aria-hidden="true"]')
    if (active.test(element.localName) && !isKnown) harm.push(element.outerHTML.slice(0, 100))
    // A page that waits for a bank looks again, and one that signs somebody in goes on.
    if (
      element.matches('meta[http-equiv]') &&
      !/^(?:\d|0; url=\/api\/auth\/.*)$/.test(element.getAttribute('content') ?? '')
    )
      harm.push(element.outerHTML.slice(0, 100))
    return harm
  })
}
