/** What this worker was built with: put before it by the build, so that another build is another worker. */
declare const build: { readonly version: string; readonly languages: readonly string[] }

declare const self: ServiceWorkerGlobalScope

/** The files of this build. Pages are never among them: what they show is somebody's own, or of that moment. */
const files = `files ${build.version}`
/** What the last page of this browser told: see `app/offline/last-visit.ts`. */
const visit = 'visit'

const offlinePath = (language: string): string => `/offline?lang=${language}`

self.addEventListener('install', event => event.waitUntil(install()))
self.addEventListener('activate', event => event.waitUntil(activate()))
self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(event))
  else if (neverChanges(url.pathname)) event.respondWith(file(request))
})

/** Keeps the page that is shown without a connection, and what it is made of. */
async function install(): Promise<void> {
  const cache = await caches.open(files)
  const pages = await Promise.all(build.languages.map(language => keep(cache, offlinePath(language))))
  const parts = pages.flatMap(html => html.match(/(?<=(?:href|src)=")\/(?:assets\/[\w.-]+|[\w-]+\.js)(?=")/g) ?? [])
  await cache.addAll([...new Set(parts)])
  await self.skipWaiting()
}

async function keep(cache: Cache, path: string): Promise<string> {
  const answer = await fetch(path, { credentials: 'omit', cache: 'no-store' })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`)
  await cache.put(path, answer.clone())
  return await answer.text()
}

/** What older builds have kept goes with them. */
async function activate(): Promise<void> {
  for (const name of await caches.keys()) if (name !== files && name !== visit) await caches.delete(name)
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
}

/** Always from the shop; where it cannot be reached, the page that says so. */
async function page(event: FetchEvent): Promise<Response> {
  try {
    return ((await event.preloadResponse) as Response | undefined) ?? (await fetch(event.request))
  } catch {
    const known = await kept(offlinePath(await languageOfVisitor()))
    return known ?? Response.error()
  }
}

async function languageOfVisitor(): Promise<string> {
  const told = await (await caches.match('/visit', { cacheName: visit }))?.json()
  const wishes = [told?.language, ...self.navigator.languages.map(tag => tag.slice(0, 2))]
  return wishes.find(each => build.languages.includes(each)) ?? build.languages[0] ?? ''
}

/** The page is the same for everybody, whatever it says of itself for caches between. */
const kept = (path: string): Promise<Response | undefined> => caches.match(path, { cacheName: files, ignoreVary: true })

/** Named by what is in it. */
const neverChanges = (path: string): boolean => /^\/assets\/.+-[\w-]{8}\.\w+$/.test(path) || path === '/offline-page.js'

async function file(request: Request): Promise<Response> {
  const cache = await caches.open(files)
  const known = await cache.match(request, { ignoreVary: true })
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
