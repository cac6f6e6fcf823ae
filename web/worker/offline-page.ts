// Of the page that is shown without a connection: what lies in the cart, as the last page told, and back by itself.
const line = document.querySelector<HTMLElement>('[data-cart]')
const told = await (await caches.match('/visit', { cacheName: 'visit' }))?.json()
const count: unknown = told?.inCart
if (line && typeof count === 'number' && count > 0) {
  line.textContent = (count === 1 ? line.dataset.one : line.dataset.many?.replace('#', String(count))) ?? ''
  line.hidden = false
}

const comeBack = async (): Promise<void> => {
  const answer = await fetch('/health', { cache: 'no-store' }).catch(() => undefined)
  if (answer?.ok) location.reload()
}
// A browser knows that it has a network, and not whether the shop can be reached through it.
addEventListener('online', () => void comeBack())
setInterval(() => void comeBack(), 5000)

export {}
